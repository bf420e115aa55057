import { randomUUID } from 'node:crypto';
import type { CheckpointCause } from '../../contract/checkpoints';
import { type Failure, failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { WrittenCheckpoint } from '../../contract/worker-protocol';
import type { CheckpointHead } from './checkpoint-file';
import type { WriteCheckpoint } from './checkpoint-writer';
import type { HandedState } from './compute-messages';

export interface CheckpointOutboxOptions {
  readonly operationId: OperationId;
  readonly engineVersion: string;
  readonly jobHash: string;
  readonly folder: string;
  readonly firstMetricSeq: number;
  readonly write: WriteCheckpoint;
  readonly onWritten: (checkpoint: WrittenCheckpoint) => void;
  readonly onFailed: (failure: Failure) => void;
  /** Called for each state when it is written, failed or dropped. */
  readonly onSettled: () => void;
}

/** Writes the states a job hands over, one after the other, in their order. */
export class CheckpointOutbox {
  readonly #options: CheckpointOutboxOptions;
  readonly #drop = new AbortController();
  readonly #dropped: Promise<void>;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: CheckpointOutboxOptions) {
    this.#options = options;
    const { signal } = this.#drop;
    this.#dropped = new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  add(handed: HandedState, cause: CheckpointCause): void {
    const createdAt = new Date().toISOString();
    this.#queue = this.#queue.then(() => this.#write(handed, cause, createdAt));
  }

  /** Resolves when everything is written, or at once when it is dropped: a disk may not answer at all. */
  async settled(): Promise<void> {
    await Promise.race([this.#queue, this.#dropped]);
  }

  /** Gives up what is not written yet; nothing is told of it any more, and no half file keeps its name. */
  drop(): void {
    this.#drop.abort(new Error('no longer wanted'));
  }

  /** As drop, and waits until nothing is left on disk of what was given up. */
  async abandon(): Promise<void> {
    this.drop();
    await this.#queue;
  }

  async #write({ state, units, metricRows, progress }: HandedState, cause: CheckpointCause, createdAt: string) {
    const { operationId, engineVersion, jobHash, folder, firstMetricSeq, write, onWritten, onFailed, onSettled } =
      this.#options;
    const { signal } = this.#drop;
    try {
      signal.throwIfAborted();
      const nextMetricSeq = firstMetricSeq + metricRows;
      const nonce = randomUUID();
      const head: CheckpointHead = { operationId, engineVersion, jobHash, units, nextMetricSeq, createdAt, nonce };
      const file = await write(folder, head, state, signal);
      const snapshot = { seq: 0, ...progress };
      if (!signal.aborted) onWritten({ cause, createdAt, units, nextMetricSeq, snapshot, ...file });
    } catch (thrown) {
      if (!signal.aborted) onFailed(failureOf(thrown));
    } finally {
      onSettled();
    }
  }
}
