import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { AppFolders } from '../app-folders';
import type { ParsedCommand } from '../cli/command-line';
import { executeCommand } from '../cli/execute-command';
import { EXIT } from '../cli/exit-code';
import { followOperation } from '../cli/follow-operation';
import type { OutputStream } from '../cli/output-stream';
import type { Reporter } from '../cli/reporter';
import { guardSignals } from '../cli/signal-guard';
import type { Application } from '../services/application';
import { openApplication } from './open-application';

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
