import { type BrowserWindow, dialog } from 'electron';
import type { Settings } from '../../contract/settings';

export type CloseChoice = 'keep_running' | 'stop_and_quit' | 'stay';

const CHOICES: readonly CloseChoice[] = ['keep_running', 'stop_and_quit', 'stay'];

/**
 * Asks what closing means while something runs (or, with `running` 0, waits to run); the answer may be remembered,
 * except for staying.
 */
export async function askHowToClose(
  window: BrowserWindow,
  { running, waiting }: { readonly running: number; readonly waiting: number },
): Promise<{ choice: CloseChoice; remember: boolean }> {
  const [count, what] = running > 0 ? [running, 'running'] : [waiting, 'waiting'];
  const it = count === 1 ? 'it' : 'them';
  const { response, checkboxChecked } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Close Tradewind',
    message: count === 1 ? `One operation is still ${what}.` : `${count} operations are still ${what}.`,
    detail:
      running > 0
        ? `Keep ${it} running without a window, or pause ${it} and quit? What is paused leaves a checkpoint and can be resumed from there; what waits in the queue keeps its place.`
        : `Let ${it} run without a window, or quit? What waits in the queue keeps its place for the next time.`,
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
