import type { AppFolders } from '../app-folders';
import { EXIT } from '../cli/exit-code';
import type { Reporter } from '../cli/reporter';
import { guardSignals } from '../cli/signal-guard';
import { hostCommands } from './host-commands';
import { openApplication } from './open-application';
import { surviveSurprises } from './survive-surprises';

/**
 * Holds a profile without a window: runs its queue and what commands ask for, until a signal pauses what runs. Answers
 * with the exit code of the process.
 */
export async function runServeMode(
  folders: AppFolders,
  reporter: Reporter,
  stop: AbortSignal,
  giveUp: (error: unknown) => void,
): Promise<number> {
  const { promise: told, resolve: leave } = Promise.withResolvers<void>();
  const application = await hostCommands(await openApplication(folders), 'serve');
  surviveSurprises(application.log, giveUp);
  // Closing has a patience of its own, after which it uses force. Until the process is gone: a signal may come twice.
  guardSignals(leave, () => {});
  stop.addEventListener('abort', () => leave());
  if (stop.aborted) leave();
  reporter.serving(folders.profile);
  try {
    await application.attend();
    await told;
  } finally {
    await application.close();
  }
  return EXIT.completed;
}
