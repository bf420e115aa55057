import { randomBytes } from 'node:crypto';
import type { CancelReason } from '../../contract/cancellation';
import { type Failure, FailureError, failure, type Outcome } from '../../contract/failure';
import { type OperationId, operationIdOf } from '../../contract/identifiers';
import type { Operation, OperationMetadata } from '../../contract/operation';
import { canMove, isActive } from '../../contract/operation-status';
import type { OperationType } from '../../contract/operation-type';
import type { PhaseDefinition } from '../../contract/phase';
import type { OperationRequest, StrategySource } from '../../contract/requests';
import type { JobOutcome, JobSnapshot, MetricBatch } from '../../contract/worker-protocol';
import { type Clock, isoNow } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { Storage } from '../storage/storage';
import type { AttemptEnd } from './attempts-store';
import { LiveOperations, type SaveProgress } from './live-operations';
import { type ChangeListener, OperationChanges } from './operation-changes';
import { OperationDeletion } from './operation-deletion';
import { type OperationEnding, OperationEndings, withAdded } from './operation-endings';
import { closedWhile, differingMetric, moveRefused, stoppedUnasked, unknownOperation } from './operation-refusals';
import { openStores } from './operation-stores';
import { OperationsReader } from './operations-reader';
import { durationKindOf } from './progress/duration-kind';
import { emptyProgress, ProgressTracker } from './progress/progress-tracker';
import { encodeRequest, strategyOfRequest } from './request-column';

export interface OperationsServiceOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  /** The phases each type of operation goes through. */
  readonly phasesOf: (type: OperationType) => readonly PhaseDefinition[];
  /** Deletes a file that lost its last operation; succeeds when there is none. */
  readonly deleteFile: (path: string) => Promise<void>;
}

export interface OperationToCreate {
  readonly type: OperationType;
  /** Its `strategyHash` is that of `strategy` or of a snapshot kept before. */
  readonly metadata: OperationMetadata;
  readonly request: OperationRequest;
  /** The text to pin; without it, the one in the request. */
  readonly strategy?: StrategySource | null;
  readonly warnings?: readonly string[];
  readonly parentOperationId?: OperationId | null;
  /** Without it an id is minted. */
  readonly operationId?: OperationId;
}

export type AppendedMetrics =
  | { readonly kind: 'stored'; readonly cursor: number }
  /** Rows before these are missing; nothing was stored. Ask for them from the cursor on. */
  | { readonly kind: 'gap'; readonly cursor: number }
  /** The operation does not run (any more). */
  | { readonly kind: 'refused' };

/**
 * The one writer of operations. A move that the contract's table does not allow is refused as data and changes
 * nothing; what the disk refuses is thrown as FailureError `storage_failed`.
 */
export class OperationsService extends OperationsReader {
  readonly #changes: OperationChanges;
  readonly #endings: OperationEndings;
  readonly #deletion: OperationDeletion;

  constructor(private readonly options: OperationsServiceOptions) {
    const { storage, clock, log, deleteFile } = options;
    const stores = openStores(storage);
    const save: SaveProgress = (id, progress, durationMs) => {
      try {
        storage.inTransaction('save progress', () => stores.operations.saveProgress(id, progress, durationMs));
      } catch (error) {
        log.error(`the progress of ${id} could not be saved`, error);
      }
    };
    super(stores, new LiveOperations(clock, save));
    this.#endings = new OperationEndings(stores, this.live, options);
    this.#changes = new OperationChanges((error) => log.error('a listener of operations failed', error));
    const isIdle = () => stores.queries.active() === 0;
    this.#deletion = new OperationDeletion({ store: stores.deletion, clock, log, deleteFile, isIdle });
  }

  onChange(listener: ChangeListener): Dispose {
    return this.#changes.onChange(listener);
  }

  /**
   * Stores a pending operation with everything it pins.
   * @throws FailureError `unknown_operation` for an unknown parent, `not_allowed` for an id that is taken
   */
  create(wanted: OperationToCreate): Operation {
    const { type, metadata, request, warnings = [], parentOperationId = null } = wanted;
    const { clock, storage } = this.options;
    const { operations, strategies, attempts } = this.stores;
    const operationId =
      wanted.operationId ?? operationIdOf(type, new Date(clock.now()), randomBytes(4).toString('hex'));
    const createdAt = isoNow(clock);
    storage.inFullSync('create operation', () => {
      if (operations.isTaken(operationId)) {
        throw new FailureError(failure('not_allowed', `There is already an operation ${operationId}.`));
      }
      if (parentOperationId !== null) this.get(parentOperationId);
      for (const source of [wanted.strategy ?? null, strategyOfRequest(request)]) {
        if (source !== null) strategies.keep(source, createdAt);
      }
      const encoded = encodeRequest(request);
      operations.insert({ operationId, parentOperationId, type, createdAt, metadata, request: encoded, warnings });
      attempts.open(operationId, createdAt);
    });
    this.#changed(operationId);
    return this.get(operationId);
  }

  start(id: OperationId): Outcome<Operation> {
    const before = this.find(id);
    if (before === null || !canMove(before.status, 'running')) return refused(id, before, 'running');
    const { operations, attempts, metrics } = this.stores;
    const at = isoNow(this.options.clock);
    const tracker = this.#trackerOf(before, at);
    this.options.storage.inFullSync('start operation', () => {
      operations.start(id, at, tracker.progress);
      attempts.start(id, at);
    });
    const started = this.get(id);
    if (started.status === 'running') {
      this.live.begin(started, tracker, attempts.workedMs(id), metrics.nextSeq(id));
    }
    this.#changed(id);
    return { ok: true, value: started };
  }

  /** Stores all that came out, in one transaction that is safe from a power cut. */
  complete(id: OperationId, outcome: JobOutcome): Outcome<Operation> {
    const { operations, trades, artifacts, durations } = this.stores;
    const { result, dataset } = outcome;
    const completed = this.#end(id, { outcome: 'completed' }, outcome.warnings, ({ end, attemptMs }, before) => {
      operations.complete(id, end, result);
      trades.insert(id, outcome.trades);
      artifacts.insert(id, outcome.artifacts);
      const file = outcome.artifacts.find(({ role }) => role === 'dataset');
      if (dataset !== null && file !== undefined) artifacts.insertDataset(dataset, file.path);
      durations.record(this.#durationKind(before), attemptMs ?? 0, end.at);
    });
    if (completed.ok && dataset !== null) this.#changes.emit({ kind: 'dataset', operationId: id });
    return completed;
  }

  fail(id: OperationId, reason: Failure): Outcome<Operation> {
    return this.#end(id, { outcome: 'failed', failure: reason }, [], ({ end }) =>
      this.stores.operations.fail(id, end, reason),
    );
  }

  /**
   * Ends what waits at once; what runs is marked as being cancelled until {@link confirmCancelled}. The first request
   * wins. What has ended is refused.
   */
  requestCancel(id: OperationId, reason: CancelReason, note: string | null): Outcome<Operation> {
    const before = this.find(id);
    if (before?.status !== 'running') return this.#cancel(id, reason, note, false);
    if (before.cancelRequested === null) {
      const { operations, attempts } = this.stores;
      const at = isoNow(this.options.clock);
      this.options.storage.inTransaction('request cancel', () => {
        operations.requestCancel(id, at, reason, note);
        attempts.cancelRequested(id, at);
      });
      this.live.replace({ ...before, cancelRequested: { at, reason, note } });
      this.#changed(id);
    }
    return { ok: true, value: this.get(id) };
  }

  /** The work has really stopped. Without a request before it that is a failure, not a cancellation. */
  confirmCancelled(id: OperationId, { forced }: { readonly forced: boolean }): Outcome<Operation> {
    const before = this.find(id);
    if (before?.status !== 'running') return refused(id, before, 'cancelled');
    const request = before.cancelRequested;
    return request === null ? this.fail(id, stoppedUnasked()) : this.#cancel(id, request.reason, request.note, forced);
  }

  /** False when nothing changed: the snapshot is old, or the operation does not run. */
  updateProgress(id: OperationId, snapshot: JobSnapshot): boolean {
    const moved = this.live.fold(id, snapshot);
    if (moved) this.#changed(id);
    return moved;
  }

  /**
   * Stores a batch in one transaction; rows that are there and equal are kept.
   * @throws FailureError `nondeterministic` when a row is there and says something else
   */
  appendMetrics(id: OperationId, batch: MetricBatch): AppendedMetrics {
    const next = this.live.nextMetric(id);
    if (next === null) return { kind: 'refused' };
    if (batch.firstSeq > next) return { kind: 'gap', cursor: next };
    const stored = this.stores.metrics.append(id, batch);
    if (stored.kind === 'differs') throw new FailureError(differingMetric(id, stored.seq));
    const { firstSeq, count } = stored;
    this.live.metricsStored(id, firstSeq + count);
    if (count > 0) this.#changes.emit({ kind: 'metrics', operationId: id, firstSeq, count });
    return { kind: 'stored', cursor: Math.max(next, firstSeq + count) };
  }

  /** False when the operation has ended. */
  addWarnings(id: OperationId, added: readonly string[]): boolean {
    const before = this.find(id);
    if (before === null || !isActive(before.status)) return false;
    const warnings = withAdded(before.warnings, added);
    if (warnings.length === before.warnings.length) return true;
    this.stores.operations.saveWarnings(id, warnings);
    if (before.status === 'running') this.live.replace({ ...before, warnings });
    this.#changed(id);
    return true;
  }

  /** Where each waiting operation stands in its queue, from 1. */
  setQueuePositions(positions: ReadonlyMap<OperationId, number>): void {
    const before = this.queuePositions;
    this.queuePositions = new Map(positions);
    for (const id of new Set([...before.keys(), ...positions.keys()])) {
      if (before.get(id) !== positions.get(id) && this.stores.operations.status(id) !== null) this.#changed(id);
    }
  }

  /** Before the first paint: nothing runs that an earlier session left behind. Returns those it ended. */
  reconcileAtLaunch(): Operation[] {
    const { operations } = this.stores;
    const found = operations.active().map((id) => this.get(id));
    this.options.storage.inFullSync('reconcile', () => {
      for (const before of found) {
        const reason = closedWhile(before);
        const ending = this.#endings.of(before, { outcome: 'failed', failure: reason }, []);
        this.#write(ending, () => operations.fail(ending.id, ending.end, reason));
      }
    });
    for (const { operationId } of found) this.#changed(operationId);
    this.#deletion.schedule();
    return found.map(({ operationId }) => this.get(operationId));
  }

  /** Hides finished operations; {@link undoDelete} brings them back for ten seconds. Returns those it hid. */
  delete(ids: readonly OperationId[]): OperationId[] {
    const hidden = this.#deletion.delete(ids);
    for (const operationId of hidden) this.#changes.emit({ kind: 'removed', operationId });
    return hidden;
  }

  undoDelete(ids: readonly OperationId[]): OperationId[] {
    const shown = this.#deletion.undo(ids);
    for (const id of shown) this.#changed(id);
    return shown;
  }

  /** Saves the last progress and stops all timers; the storage can be closed afterwards. */
  close(): void {
    this.live.close();
    this.#deletion.close();
  }

  #cancel(id: OperationId, reason: CancelReason, note: string | null, forced: boolean): Outcome<Operation> {
    return this.#end(id, { outcome: 'cancelled', reason, note, forced }, [], ({ end }) =>
      this.stores.operations.cancel(id, end, reason, note, forced),
    );
  }

  #end(
    id: OperationId,
    attempt: AttemptEnd,
    warnings: readonly string[],
    write: (ending: OperationEnding, before: Operation) => void,
  ): Outcome<Operation> {
    const before = this.find(id);
    if (before === null || !canMove(before.status, attempt.outcome)) return refused(id, before, attempt.outcome);
    const ending = this.#endings.of(before, attempt, warnings);
    this.options.storage.inFullSync(`operation ${attempt.outcome}`, () => {
      this.#write(ending, () => write(ending, before));
    });
    this.live.end(id);
    this.#changed(id);
    void this.#deletion.sweepFiles();
    return { ok: true, value: this.get(id) };
  }

  #write({ id, end, attempt, attemptMs }: OperationEnding, write: () => void): void {
    write();
    this.stores.attempts.end(id, end.at, attemptMs, attempt);
  }

  #trackerOf(operation: Operation, at: string): ProgressTracker {
    const { clock, phasesOf } = this.options;
    const { type, metadata } = operation;
    const phases = phasesOf(type);
    const history = this.stores.durations.recent(this.#durationKind(operation));
    const from = 'progress' in operation ? operation.progress : emptyProgress(phases, at);
    return new ProgressTracker({ type, metadata, phases, history, from }, clock);
  }

  #durationKind({ type, metadata }: Operation): string {
    return durationKindOf(type, metadata, this.stores.durations.dataPoints(metadata.datasets));
  }

  #changed(operationId: OperationId): void {
    this.#changes.emit({ kind: 'changed', operationId });
  }
}

const refused = (id: OperationId, before: Operation | null, to: Operation['status']): Outcome<Operation> => ({
  ok: false,
  failure: before === null ? unknownOperation(id) : moveRefused(before, to),
});
