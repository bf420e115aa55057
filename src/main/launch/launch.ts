import { app } from 'electron';
import { FailureError, failure, failureOf } from '../../contract/failure';
import { appFoldersOf } from '../app-folders';
import { type ParsedCommand, parseCommand } from '../cli/command-line';
import { helpText } from '../cli/command-table';
import { EXIT, exitCodeOfFailure } from '../cli/exit-code';
import { jsonReporter } from '../cli/json-reporter';
import { type OutputStream, outputStream } from '../cli/output-stream';
import type { Reporter } from '../cli/reporter';
import { terminalReporter } from '../cli/terminal-reporter';
import { readHostFile } from '../local-socket/host-file';
import { profileInUse } from '../local-socket/profile-in-use';
import { type LaunchArguments, parseLaunchArguments } from './launch-arguments';
import { prepareProfileFolder } from './profile-folder';
import { runCommandMode } from './run-command-mode';
import { runHostedCommand } from './run-hosted-command';
import { runServeMode } from './run-serve-mode';
import { runWindowMode } from './run-window-mode';
import type { SecondInstance } from './second-instance';

/**
 * Everything between the process start and the mode that was asked for: arguments, profile, lock. `stop` tells a command
 * that it was asked to stop before it listened to signals.
 */
export async function launch(giveUp: (error: unknown) => void, stop: AbortSignal): Promise<void> {
  const output = outputStream(process.stdout);
  const errors = outputStream(process.stderr);
  const leave = async (code: number): Promise<void> => {
    // Not while Chromium is still starting: ending it then has been seen to crash.
    await Promise.all([output.flushed(), errors.flushed(), app.whenReady()]);
    app.exit(code);
  };
  const parsed = parseLaunchArguments(process.argv);
  const reporter = reporterFor(process.argv.includes('--json'), output, errors);
  try {
    if (!parsed.ok) throw new FailureError(failure('bad_arguments', parsed.message));
    const isCommand = parsed.value.command.length > 0;
    const command = isCommand ? parseCommand(parsed.value.command) : null;
    if (command && answerWithoutProfile(command, reporter)) return await leave(EXIT.completed);
    const folders = appFoldersOf(takeProfile(parsed.value), app.getAppPath());
    const isFirst = app.requestSingleInstanceLock({ mode: isCommand ? 'command' : 'window' } satisfies SecondInstance);
    if (!isFirst && !isCommand) {
      if (readHostFile(folders.profile)?.holder !== 'window') throw profileInUse();
      errors.line('Tradewind is already open on this profile; its window was brought to the front.');
      return await leave(EXIT.completed);
    }
    await app.whenReady();
    if (stop.aborted) return await leave(EXIT.cancelled);
    if (!command) await runWindowMode(folders, giveUp);
    else if (!isFirst) await leave(await runHostedCommand(command, folders.profile, reporter, output, stop));
    else if (command.name === 'serve') await leave(await runServeMode(folders, reporter, stop, giveUp));
    else await leave(await runCommandMode(command, folders, reporter, { output, errors }, stop));
  } catch (error) {
    const told = failureOf(error);
    reporter.failure(told);
    await leave(exitCodeOfFailure(told));
  }
}

const reporterFor = (json: boolean, output: OutputStream, errors: OutputStream): Reporter =>
  json ? jsonReporter(output) : terminalReporter(output, errors);

function answerWithoutProfile(command: ParsedCommand, reporter: Reporter): boolean {
  if (command.name === 'help') reporter.text(helpText());
  else if (command.name === 'version') reporter.text(app.getVersion());
  else return false;
  return true;
}

/** Must come before the lock is asked for: the lock belongs to the profile. */
function takeProfile({ profile }: LaunchArguments): string {
  const folder = prepareProfileFolder(profile ?? app.getPath('userData'));
  app.setPath('userData', folder);
  return folder;
}
