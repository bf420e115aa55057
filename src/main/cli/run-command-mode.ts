import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { AppFolders } from '../launch/app-folders';
import type { Application } from '../launch/application';
import { openApplication } from '../launch/application';
import type { ParsedCommand } from './command-line';
import { executeCommand } from './execute-command';
import { EXIT } from './exit-code';
import { followOperation } from './follow-operation';
import type { OutputStream } from './output-stream';
import type { Reporter } from './reporter';
import { guardSignals } from './signal-guard';

/** What a command may do with operations: run one to its end, seen by the reporter and stopped by signals. */
export interface CommandRun {
  readonly application: Application;
  readonly reporter: Reporter;
  follow(start: () => Operation): Promise<Operation>;
}

/** Runs one command without a window and answers with the exit code of the process. */
export async function runCommandMode(
  command: ParsedCommand,
  folders: AppFolders,
  reporter: Reporter,
  output: OutputStream,
): Promise<number> {
  const application = await openApplication(folders);
  const current = new CurrentOperation(application);
  output.onReaderGone(() => current.stop());
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

/** The operation a command is running, if any, and what a signal means to it. */
class CurrentOperation {
  #id: OperationId | null = null;
  #stopped = false;
  #endIdle: (code: number) => void = () => {};
  /** Settles when the command is told to stop while it runs no operation. */
  readonly stoppedIdle = new Promise<number>((settle) => {
    this.#endIdle = settle;
  });

  constructor(private readonly application: Application) {}

  async follow(start: () => Operation, reporter: Reporter): Promise<Operation> {
    const { operationId } = start();
    this.#id = operationId;
    if (this.#stopped) this.stop();
    try {
      return await followOperation(this.application.operations, operationId, reporter);
    } finally {
      this.#id = null;
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#id === null) this.#endIdle(EXIT.cancelled);
    else this.application.runner.cancel(this.#id, 'user', null);
  }

  force(): void {
    if (this.#id !== null && isActive(this.application.operations.get(this.#id).status)) {
      this.application.runner.forceStop(this.#id);
    }
  }
}
