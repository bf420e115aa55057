import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';
import { EXIT } from './exit-code';
import { followOperation } from './follow-operation';
import type { Reporter } from './reporter';

/** The operation a command is running, if any, and what a wish to stop means to it. */
export class CurrentOperation {
  #id: OperationId | null = null;
  #starting = false;
  #stopped = false;
  #endIdle: (code: number) => void = () => {};
  /** Settles when the command is told to stop while it runs no operation. */
  readonly stoppedIdle = new Promise<number>((settle) => {
    this.#endIdle = settle;
  });

  constructor(private readonly application: Pick<Application, 'operations' | 'runner'>) {}

  /** Never settles where the command was told to stop before: it is over, and what it has not started it never will. */
  async follow(start: () => Operation | Promise<Operation>, reporter: Reporter): Promise<Operation> {
    if (this.#stopped) {
      this.#endIdle(EXIT.cancelled);
      return new Promise(() => {});
    }
    this.#starting = true;
    try {
      const started = start();
      const { operationId } = started instanceof Promise ? await started : started;
      this.#id = operationId;
      this.#starting = false;
      if (this.#stopped) this.#cancel(operationId);
      return await followOperation(this.application.operations, operationId, reporter);
    } finally {
      this.#starting = false;
      this.#id = null;
    }
  }

  /** Cancels what runs; what is just being started is cancelled as soon as it is there. */
  stop(): void {
    this.#stopped = true;
    if (this.#id !== null) this.#cancel(this.#id);
    else if (!this.#starting) this.#endIdle(EXIT.cancelled);
  }

  force(): void {
    if (this.#id !== null && isActive(this.application.operations.get(this.#id).status)) {
      this.application.runner.forceStop(this.#id);
    }
  }

  #cancel(id: OperationId): void {
    this.application.runner.cancel(id, 'user', null);
  }
}
