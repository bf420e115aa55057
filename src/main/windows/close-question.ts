import { type BrowserWindow, dialog } from 'electron';
import type { Settings } from '../../contract/settings';

export type CloseChoice = 'keep_running' | 'stop_and_quit' | 'stay';

const CHOICES: readonly CloseChoice[] = ['keep_running', 'stop_and_quit', 'stay'];

/** Asks what closing means while something runs; the answer may be remembered, except for staying. */
export async function askHowToClose(
  window: BrowserWindow,
  running: number,
): Promise<{ choice: CloseChoice; remember: boolean }> {
  const one = running === 1;
  const { response, checkboxChecked } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Close Tradewind',
    message: one ? 'One operation is still running.' : `${running} operations are still running.`,
    detail: `Keep ${one ? 'it' : 'them'} running without a window, or pause ${one ? 'it' : 'them'} and quit? What is paused leaves a checkpoint and can be resumed from there; what waits in the queue keeps its place.`,
    buttons: ['Keep running without a window', 'Pause and quit', 'Stay'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
    checkboxLabel: 'Remember my choice (change it in Settings)',
    checkboxChecked: true,
  });
  const choice = CHOICES[response] ?? 'stay';
  return { choice, remember: checkboxChecked && choice !== 'stay' };
}

/** What to do without asking, or null when the person has to be asked. */
export const rememberedChoice = (settings: Settings): CloseChoice | null =>
  settings.onCloseWhileRunning === 'ask' ? null : settings.onCloseWhileRunning;
