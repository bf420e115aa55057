import type { Checkpoint } from '../../contract/checkpoints';
import { failure, type Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { WrittenCheckpoint } from '../../contract/worker-protocol';
import { isoNow } from '../clock';
import { unknownOperation } from './operation-refusals';
import type { OperationsCore } from './operations-core';
import { percentageAt } from './progress/percentage-at';

/** Keeps the newest two checkpoints of what runs; files that fall out of use go after the rows are safe. */
export class OperationCheckpoints {
  constructor(private readonly core: OperationsCore) {}

  record(id: OperationId, written: WrittenCheckpoint): Outcome<Checkpoint> {
    const { clock, live, phasesOf, storage, stores } = this.core;
    const operation = this.core.find(id);
    if (operation === null) return { ok: false, failure: unknownOperation(id) };
    const tracker = live.tracker(id);
    if (operation.status !== 'running' || tracker === null) return { ok: false, failure: tooLate(id) };
    const known = live.nextMetric(id) ?? 0;
    if (written.nextMetricSeq > known) return { ok: false, failure: metricsMissing(id, known, written.nextMetricSeq) };
    const { cause, createdAt, units, nextMetricSeq, path, sha256, bytes } = written;
    const checkpoint = storage.inFullSync('store checkpoint', () =>
      stores.checkpoints.add(
        id,
        {
          attempt: operation.attempt,
          cause,
          createdAt,
          units,
          // A resumed attempt that stops before it got anywhere is still where it went on from.
          percentage: Math.max(tracker.startPercentage, percentageAt(phasesOf(operation.type), written.snapshot)),
          nextMetricSeq,
          path,
          sha256,
          bytes,
        },
        isoNow(clock),
      ),
    );
    this.core.changed(id);
    this.core.sweepFiles();
    return { ok: true, value: checkpoint };
  }
}

const tooLate = (id: OperationId) =>
  failure('not_allowed', 'This operation does not run, so a checkpoint of it cannot be kept.', { detail: id });

const metricsMissing = (id: OperationId, known: number, next: number) =>
  failure(
    'internal',
    'A checkpoint was dropped because metrics from before it had not arrived. The one before it stays in use.',
    { detail: `${id}: metrics up to ${known} are stored, the checkpoint goes on with ${next}` },
  );
