import { JobCancelled, type JobToken } from '../../engine/job-control';
import { CANCEL_WORD } from './bridge-memory';

/** The job's view of the cancel flag: one atomic read. */
export class SharedToken implements JobToken {
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  get isCancelled(): boolean {
    return Atomics.load(this.#words, CANCEL_WORD) !== 0;
  }

  throwIfCancelled(): void {
    if (this.isCancelled) throw new JobCancelled();
  }
}

export function raiseCancelFlag(memory: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(memory), CANCEL_WORD, 1);
}
