import type { Application } from '../services/application';
import type { ParsedCommand } from './command-line';
import type { CommandRun } from './command-run';
import type { CurrentOperation } from './current-operation';
import { executeCommand } from './execute-command';
import type { Reporter } from './reporter';

/** Does what a command says, unless it is told to stop first. Answers with its exit code. @throws FailureError */
export function performCommand(
  command: ParsedCommand,
  application: Application,
  reporter: Reporter,
  current: CurrentOperation,
): Promise<number> {
  const follow: CommandRun['follow'] = (start) => current.follow(start, reporter);
  return Promise.race([executeCommand(command, { application, reporter, follow }), current.stoppedIdle]);
}
