import type { AppFolders } from '../app-folders';
import type { ParsedCommand } from '../cli/command-line';
import { CurrentOperation } from '../cli/current-operation';
import { executeCommand } from '../cli/execute-command';
import type { OutputStream } from '../cli/output-stream';
import type { Reporter } from '../cli/reporter';
import { guardSignals } from '../cli/signal-guard';

import { openApplication } from './open-application';

/** Runs one command without a window and answers with the exit code of the process. */
export async function runCommandMode(
  command: ParsedCommand,
  folders: AppFolders,
  reporter: Reporter,
  output: OutputStream,
  stop: AbortSignal,
): Promise<number> {
  const application = await openApplication(folders);
  const current = new CurrentOperation(application);
  output.onReaderGone(() => current.stop());
  stop.addEventListener('abort', () => current.stop());
  if (stop.aborted) current.stop();
  const release = guardSignals(
    () => current.stop(),
    () => current.force(),
  );
  try {
    const work = executeCommand(command, {
      application,
      reporter,
      follow: (start) => current.follow(start, reporter),
    });
    return await Promise.race([work, current.stoppedIdle]);
  } finally {
    await application.close();
    release();
  }
}
