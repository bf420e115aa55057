import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import { EXIT } from '../cli/exit-code';
import { followOperation } from '../cli/follow-operation';
import type { Reporter } from '../cli/reporter';
import type { Application } from '../services/application';

/** The operation a command is running, if any, and what a signal means to it. */
export class CurrentOperation {
  #id: OperationId | null = null;
  #stopped = false;
  #endIdle: (code: number) => void = () => {};
  /** Settles when the command is told to stop while it runs no operation. */
  readonly stoppedIdle = new Promise<number>((settle) => {
    this.#endIdle = settle;
  });

  constructor(private readonly application: Pick<Application, 'operations' | 'runner'>) {}

  /** Never settles where the command was told to stop before: it is over, and what it has not started it never will. */
  async follow(start: () => Operation, reporter: Reporter): Promise<Operation> {
    if (this.#stopped) {
      this.#endIdle(EXIT.cancelled);
      return new Promise(() => {});
    }
    const { operationId } = start();
    this.#id = operationId;
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
