import { app } from 'electron';
import type { ParsedCommand } from '../cli/command-line';
import type { OutputStream } from '../cli/output-stream';
import type { Reporter } from '../cli/reporter';
import { guardSignals } from '../cli/signal-guard';
import { isHosted } from '../local-socket/command-message';
import { HostedCommand } from '../local-socket/hosted-command';
import { profileInUse } from '../local-socket/profile-in-use';

/**
 * Runs a command in the process that holds its profile, and answers with its exit code.
 * @throws FailureError `profile_in_use` when that process takes no commands
 */
export async function runHostedCommand(
  command: ParsedCommand,
  profile: string,
  reporter: Reporter,
  output: OutputStream,
  stop: AbortSignal,
): Promise<number> {
  if (!isHosted(command.name)) throw profileInUse();
  const hosted = new HostedCommand({ profile, version: app.getVersion(), command, reporter });
  output.onReaderGone(() => hosted.stop());
  stop.addEventListener('abort', () => hosted.stop());
  guardSignals(
    () => hosted.stop(),
    () => hosted.force(),
  );
  return await hosted.ended;
}
