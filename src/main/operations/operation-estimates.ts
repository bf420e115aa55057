import type { Operation } from '../../contract/operation';
import type { OperationsCore } from './operations-core';
import { durationKindOf } from './progress/duration-kind';
import type { DurationRecord } from './progress/time-estimation-engine';

/** What the past says about durations, and what each completed operation adds to it. */
export class OperationEstimates {
  constructor(private readonly core: OperationsCore) {}

  /** What operations of the same kind took, oldest first. */
  historyOf(operation: Operation): DurationRecord[] {
    return this.core.stores.durations.recent(this.#kindOf(operation));
  }

  /**
   * Within the transaction that completes the operation. An attempt that went on from a checkpoint says nothing about
   * a whole run: with those before it, it holds work that was done twice and data that was loaded again. How good its
   * own estimates were is kept all the same.
   */
  learn(operation: Operation, attemptMs: number, at: string): void {
    const { operationId: id, type } = operation;
    const { attempts, durations, estimates } = this.core.stores;
    if (attempts.read(id).at(-1)?.fromCheckpoint === 0) durations.record(this.#kindOf(operation), attemptMs, at);
    estimates.insert(id, type, this.core.live.tracker(id)?.estimates ?? [], attemptMs, at);
  }

  #kindOf({ type, metadata }: Operation): string {
    return durationKindOf(type, metadata, this.core.stores.durations.dataPoints(metadata.datasets));
  }
}
