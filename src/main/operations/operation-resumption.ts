import type { OperationId } from '../../contract/identifiers';
import type { Operation, OperationOf } from '../../contract/operation';
import { canMove } from '../../contract/operation-status';
import { isoNow } from '../clock';
import type { CheckpointFile } from './checkpoints-store';
import type { OperationsCore } from './operations-core';
import { emptyProgress } from './progress/progress-tracker';

/** Lets stopped operations go on, and takes that back when it came to nothing. */
export class OperationResumption {
  constructor(private readonly core: OperationsCore) {}

  /**
   * Opens the next attempt, from a checkpoint or (null) from the start. False when the operation may not be resumed or
   * another one resumed it first; then nothing was changed.
   */
  try(id: OperationId, from: CheckpointFile | null): boolean {
    const { clock, phasesOf, storage, stores } = this.core;
    const before = this.core.find(id);
    if (before === null || !canMove(before.status, 'resuming') || !('progress' in before)) return false;
    const at = isoNow(clock);
    const percentage = from?.checkpoint.percentage ?? 0;
    const progress = { ...emptyProgress(phasesOf(before.type), at), seq: before.progress.seq + 1, percentage };
    const resumed = storage.inFullSync('resume operation', () => {
      if (!stores.operations.resume(id, progress)) return false;
      stores.attempts.open(id, at, {
        fromCheckpoint: from?.checkpoint.number ?? 0,
        fromPercentage: percentage,
        progressBefore: before.progress,
      });
      return true;
    });
    if (resumed) this.core.changed(id);
    return resumed;
  }

  /**
   * Within a transaction: an attempt that never started is forgotten, and the row ends again as it had ended. False,
   * and nothing is changed, when nothing is known of that.
   */
  putBack({ operationId: id, progress }: OperationOf<'resuming'>): boolean {
    const { attempts, operations } = this.core.stores;
    const ended = attempts.read(id).at(-2);
    if (!ended?.endedAt || ended.end === null || ended.end.outcome === 'completed') return false;
    const before = attempts.progressBefore(id) ?? progress;
    attempts.dropLatest(id);
    operations.putBack(id, ended.endedAt, ended.end, before);
    return true;
  }
}

export const isResuming = (operation: Operation): operation is OperationOf<'resuming'> =>
  operation.status === 'resuming';
