import { assertNever } from '../../contract/assert-never';
import type { OperationType } from '../../contract/operation-type';
import type { OperationRunner } from './operation-runner';

interface Counts {
  readonly started: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** What became of the operations of a service since launch. */
export class ServiceStatistics {
  #counts: Counts = { started: 0, completed: 0, failed: 0, cancelled: 0 };

  constructor(runner: Pick<OperationRunner, 'onStarted' | 'onEnded'>, isOwn: (type: OperationType) => boolean) {
    runner.onStarted(({ type }) => {
      if (isOwn(type)) this.#count('started');
    });
    runner.onEnded(({ type, status }) => {
      if (!isOwn(type)) return;
      switch (status) {
        case 'completed':
        case 'failed':
        case 'cancelled':
          this.#count(status);
          return;
        case 'pending':
        case 'resuming':
        case 'running':
          return;
        default:
          assertNever(status, 'status');
      }
    });
  }

  read(): Counts {
    return this.#counts;
  }

  #count(what: keyof Counts): void {
    this.#counts = { ...this.#counts, [what]: this.#counts[what] + 1 };
  }
}
