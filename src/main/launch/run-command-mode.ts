import type { AppFolders } from '../app-folders';
import { checkProfile, repairProfile } from '../cli/care-for-profile';
import type { ParsedCommand } from '../cli/command-line';
import { CurrentOperation } from '../cli/current-operation';
import { EXIT } from '../cli/exit-code';
import type { OutputStream } from '../cli/output-stream';
import { performCommand } from '../cli/perform-command';
import type { Reporter } from '../cli/reporter';
import { guardSignals } from '../cli/signal-guard';
import { removeStaleHost } from '../local-socket/remove-stale-host';
import { closedProfileCare } from './closed-profile-care';
import { type OpenApplication, openApplication } from './open-application';

/** Runs one command without a window and answers with the exit code of the process. */
export async function runCommandMode(
  command: ParsedCommand,
  folders: AppFolders,
  reporter: Reporter,
  streams: { readonly output: OutputStream; readonly errors: OutputStream },
  stop: AbortSignal,
): Promise<number> {
  removeStaleHost(folders.profile);
  if (command.name === 'profileCheck') return unlessStopped(checkProfile(closedProfileCare(folders), reporter), stop);
  if (command.name === 'profileRepair') return unlessStopped(repairProfile(closedProfileCare(folders), reporter), stop);
  const application = await openApplication(folders);
  const current = new CurrentOperation(application);
  if (application.wasRestored) sayRestored(application, streams.errors);
  streams.output.onReaderGone(() => current.stop());
  stop.addEventListener('abort', () => current.stop());
  if (stop.aborted) current.stop();
  // Until the process is gone: a terminal's signal comes several times, and late ones must not change how it ends.
  guardSignals(
    () => current.stop(),
    () => current.force(),
  );
  try {
    return await performCommand(command, application, reporter, current);
  } finally {
    await application.close();
  }
}

/** A program that reads the output must not take it for a line of its own. */
function sayRestored({ profileCare }: OpenApplication, errors: OutputStream): void {
  const restored = profileCare.notices().filter(({ kind }) => kind === 'restored_from_backup');
  const newest = restored.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  if (newest) errors.line(newest.message);
}

/** For work that holds nothing open: its processes end with this one. */
async function unlessStopped(work: Promise<number>, stop: AbortSignal): Promise<number> {
  const { promise: stopped, resolve: leave } = Promise.withResolvers<number>();
  const stopNow = (): void => leave(EXIT.cancelled);
  guardSignals(stopNow, stopNow);
  stop.addEventListener('abort', stopNow);
  if (stop.aborted) stopNow();
  return await Promise.race([work, stopped]);
}
