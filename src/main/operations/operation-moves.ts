import type { AttemptEnd } from '../../contract/attempts';
import type { CancelReason } from '../../contract/cancellation';
import type { Failure, Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { canMove, isActive } from '../../contract/operation-status';
import type { JobOutcome } from '../../contract/worker-protocol';
import { isoNow } from '../clock';
import type { OperationEnding, OperationEndings } from './operation-endings';
import type { OperationEstimates } from './operation-estimates';
import { childFailed, refusedMove, stoppedUnasked } from './operation-refusals';
import type { OperationsCore } from './operations-core';
import { emptyProgress, ProgressTracker } from './progress/progress-tracker';

/** One operation that ends, and what writes it. */
interface End {
  readonly ending: OperationEnding;
  readonly write: () => void;
}

/** Takes operations from waiting to work and to their ends. What the contract's table does not allow is refused. */
export class OperationMoves {
  constructor(
    private readonly core: OperationsCore,
    private readonly endings: OperationEndings,
    private readonly estimates: OperationEstimates,
  ) {}

  start(id: OperationId): Outcome<Operation> {
    const before = this.core.find(id);
    if (before === null || !canMove(before.status, 'running')) return refusedMove(id, before, 'running');
    const { clock, live, storage } = this.core;
    const { operations, attempts, metrics } = this.core.stores;
    const at = isoNow(clock);
    const tracker = this.#trackerOf(before, at);
    storage.inFullSync('start operation', () => {
      operations.start(id, at, tracker.progress);
      attempts.start(id, at);
    });
    const started = this.core.find(id);
    if (started?.status === 'running') live.begin(started, tracker, attempts.workedMs(id), metrics.nextSeq(id));
    this.core.changed(id);
    return this.#now(id, before);
  }

  complete(id: OperationId, outcome: JobOutcome): Outcome<Operation> {
    const { operations, trades, artifacts, checkpoints } = this.core.stores;
    const { result, dataset } = outcome;
    return this.#end(id, { outcome: 'completed' }, outcome.warnings, ({ end, attemptMs }, before) => {
      operations.complete(id, end, result);
      trades.insert(id, outcome.trades);
      artifacts.insert(id, outcome.artifacts);
      const file = outcome.artifacts.find(({ role }) => role === 'dataset');
      if (dataset !== null && file !== undefined) artifacts.insertDataset(dataset, file.path);
      checkpoints.dropAll(id, end.at);
      this.estimates.learn(before, attemptMs ?? 0, end.at);
    });
  }

  fail(id: OperationId, reason: Failure, failParent: boolean): Outcome<Operation> {
    const before = this.core.find(id);
    if (before === null || !canMove(before.status, 'failed')) return refusedMove(id, before, 'failed');
    const ends: End[] = [];
    let [failing, why]: [Operation | null, Failure] = [before, reason];
    while (failing !== null && isActive(failing.status)) {
      const [ending, failure] = [this.endings.of(failing, { outcome: 'failed', failure: why }, []), why];
      ends.push({ ending, write: () => this.core.stores.operations.fail(ending.id, ending.end, failure) });
      why = childFailed(failing, why);
      const parentId: OperationId | null = failParent ? failing.parentOperationId : null;
      failing = parentId === null ? null : this.core.find(parentId);
    }
    this.#endAll(ends);
    return this.#now(id, before);
  }

  requestCancel(id: OperationId, reason: CancelReason, note: string | null): Outcome<Operation> {
    const before = this.core.find(id);
    if (before?.status !== 'running') return this.#cancel(id, reason, note, false);
    if (before.cancelRequested === null) {
      const { operations, attempts } = this.core.stores;
      const at = isoNow(this.core.clock);
      this.core.storage.inTransaction('request cancel', () => {
        operations.requestCancel(id, at, reason, note);
        attempts.cancelRequested(id, at);
      });
      this.core.changed(id);
    }
    return this.#now(id, before);
  }

  confirmCancelled(id: OperationId, forced: boolean): Outcome<Operation> {
    const before = this.core.find(id);
    if (before?.status !== 'running') return refusedMove(id, before, 'cancelled');
    const request = before.cancelRequested;
    if (request === null) return this.fail(id, stoppedUnasked(), false);
    return this.#cancel(id, request.reason, request.note, forced);
  }

  #cancel(id: OperationId, reason: CancelReason, note: string | null, forced: boolean): Outcome<Operation> {
    return this.#end(id, { outcome: 'cancelled', reason, note, forced }, [], ({ end }) =>
      this.core.stores.operations.cancel(id, end, reason, note, forced),
    );
  }

  #end(
    id: OperationId,
    attempt: AttemptEnd,
    warnings: readonly string[],
    write: (ending: OperationEnding, before: Operation) => void,
  ): Outcome<Operation> {
    const before = this.core.find(id);
    if (before === null || !canMove(before.status, attempt.outcome)) return refusedMove(id, before, attempt.outcome);
    const ending = this.endings.of(before, attempt, warnings);
    this.#endAll([{ ending, write: () => write(ending, before) }]);
    return this.#now(id, before);
  }

  /** All in one transaction that is safe from a power cut. */
  #endAll(ends: readonly End[]): void {
    this.core.storage.inFullSync(`operation ${ends[0]?.ending.attempt.outcome}`, () => {
      for (const { ending, write } of ends) this.endings.write(ending, write);
    });
    for (const { ending } of ends) this.core.live.end(ending.id);
    for (const { ending } of ends) this.core.changed(ending.id);
    this.core.sweepFiles();
  }

  #trackerOf(operation: Operation, at: string): ProgressTracker {
    const { type, metadata } = operation;
    const phases = this.core.phasesOf(type);
    const history = this.estimates.historyOf(operation);
    const from = 'progress' in operation ? operation.progress : emptyProgress(phases, at);
    return new ProgressTracker({ type, metadata, phases, history, from }, this.core.clock);
  }

  #now(id: OperationId, before: Operation): Outcome<Operation> {
    return { ok: true, value: this.core.find(id) ?? before };
  }
}
