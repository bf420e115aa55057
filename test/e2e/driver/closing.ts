import type { CloseChoice } from '../../../src/main/windows/close-question';
import type { OpenWindow } from './window';

/** Answers the question about closing as a person would, and counts how often it was asked. */
export async function answerWith({ app }: OpenWindow, choice: CloseChoice, remember = false): Promise<void> {
  await app.evaluate(
    ({ dialog }, answer) => {
      const asked = globalThis as { timesAsked?: number };
      asked.timesAsked = 0;
      dialog.showMessageBox = async () => {
        asked.timesAsked = (asked.timesAsked ?? 0) + 1;
        return {
          response: ['keep_running', 'stop_and_quit', 'stay'].indexOf(answer.choice),
          checkboxChecked: answer.remember,
        };
      };
    },
    { choice, remember },
  );
}

export const timesAsked = ({ app }: OpenWindow): Promise<number> =>
  app.evaluate(() => (globalThis as { timesAsked?: number }).timesAsked ?? 0);

/** Closes the window as its own button does; the app may be gone before it can answer. */
export const close = ({ app }: OpenWindow): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
