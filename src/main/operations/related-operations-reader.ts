import { type AggregatedProgress, aggregateProgress } from '../../contract/aggregated-progress';
import type { EstimateAccuracy } from '../../contract/estimates';
import { compareHashes, type HashComparison, hashesOf } from '../../contract/hash-comparison';
import type { OperationId } from '../../contract/identifiers';
import type { Operation, OperationOf } from '../../contract/operation';
import type { RepeatedRun } from '../../contract/operation-lineage';
import type { OperationType } from '../../contract/operation-type';
import type { OperationRequest } from '../../contract/requests';
import { accuracyOf } from './estimate-accuracy';
import { OperationsReader } from './operations-reader';
import type { StoredRank } from './queue-store';

/** What operations are to each other: parents and children, runs and their repetitions, one before another in the queue. */
export class RelatedOperationsReader extends OperationsReader {
  /** Every descendant that waits or runs, whatever is between; children before grandchildren, oldest first. */
  liveDescendants(id: OperationId): OperationId[] {
    this.mustExist(id);
    return this.stores.families.liveDescendants(id);
  }

  /**
   * A parent's progress as its children make it, but never less than what it has shown in this attempt. Backtests are
   * started all at once, only of what may be backtested, so those that are there are those that are expected.
   */
  aggregatedProgress(id: OperationId): AggregatedProgress {
    const parent = this.get(id);
    const request = this.request(id);
    const variants = 'variants' in request ? request.variants : 1;
    const children = this.children(id).map((child) => ({
      operationId: child.operationId,
      type: child.type,
      status: child.status,
      percentage: percentageOf(child),
      createdAt: child.createdAt,
    }));
    const backtesting = children.filter(({ type }) => type === 'backtesting').length;
    const progress = aggregateProgress(children, { training: variants, backtesting });
    return { ...progress, percentage: Math.max(progress.percentage, percentageOf(parent)) };
  }

  /** Later runs of an operation, newest first. */
  repeats(id: OperationId): RepeatedRun[] {
    const original = this.get(id);
    return this.stores.lineage.repeats(id).map(({ operationId, kind }) => ({
      operationId,
      kind,
      comparison: this.#comparison(original, this.get(operationId)),
    }));
  }

  /** What the newest operation of a type that is nobody's child was asked for; null when there is none. */
  newestRequest(type: OperationType): OperationRequest | null {
    const id = this.stores.lineage.newest(type);
    return id === null ? null : this.request(id);
  }

  /** What waits, first to be started first. */
  waiting(): OperationId[] {
    return this.stores.queue.waiting().map(({ id }) => id);
  }

  /** Where an operation stands, or stood last, among those that wait. */
  queueRank(id: OperationId): StoredRank {
    this.mustExist(id);
    return this.stores.queue.rank(id) ?? { priority: 'normal', order: 0 };
  }

  /** How far off the estimates of the newest completed operations of a type were. */
  estimateAccuracy(type: OperationType): EstimateAccuracy {
    return { type, ...accuracyOf(this.stores.estimates.newest(type)) };
  }

  #comparison(original: Operation, repeat: Operation): HashComparison | null {
    if (original.status !== 'completed' || repeat.status !== 'completed') return null;
    if (!this.#askedForTheSame(original, repeat)) return null;
    // What has no hashes cannot be said to be the same.
    return Object.keys(hashesOf(original.result)).length === 0 ? null : compareHashes(original.result, repeat.result);
  }

  #askedForTheSame(original: OperationOf<'completed'>, repeat: OperationOf<'completed'>): boolean {
    const { operations } = this.stores;
    const pins = ({ metadata }: Operation) =>
      [metadata.strategyHash, metadata.modelOperationId, ...metadata.datasets].join();
    return (
      operations.request(original.operationId) === operations.request(repeat.operationId) &&
      pins(original) === pins(repeat)
    );
  }
}

const percentageOf = (operation: Operation): number => ('progress' in operation ? operation.progress.percentage : 0);
