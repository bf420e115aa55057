import { randomBytes } from 'node:crypto';
import type { AttemptEnd } from '../../contract/attempts';
import type { CancelReason } from '../../contract/cancellation';
import type { Checkpoint } from '../../contract/checkpoints';
import { type Failure, FailureError, failure, type Outcome } from '../../contract/failure';
import { type OperationId, operationIdOf } from '../../contract/identifiers';
import type { Operation, OperationMetadata } from '../../contract/operation';
import type { OperationOrigin } from '../../contract/operation-lineage';
import { canMove, isActive } from '../../contract/operation-status';
import type { OperationType } from '../../contract/operation-type';
import type { PhaseDefinition } from '../../contract/phase';
import type { Priority } from '../../contract/queue-place';
import type { OperationRequest, StrategySource } from '../../contract/requests';
import type { JobOutcome, JobSnapshot, MetricBatch, WrittenCheckpoint } from '../../contract/worker-protocol';
import { type Clock, isoNow } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { Storage } from '../storage/storage';
import type { CheckpointFile } from './checkpoints-store';
import { type Reconciled, reconcileAtLaunch } from './launch-reconciliation';
import { LiveOperations, type SaveProgress } from './live-operations';
import { type ChangeListener, OperationChanges } from './operation-changes';
import { OperationCheckpoints } from './operation-checkpoints';
import { OperationDeletion } from './operation-deletion';
import { type OperationEnding, OperationEndings, withAdded } from './operation-endings';
import { OperationEstimates } from './operation-estimates';
import { OperationQueue } from './operation-queue';
import {
  childFailed,
  differingMetric,
  moveRefused,
  notWaiting,
  stoppedUnasked,
  unknownOperation,
} from './operation-refusals';
import { OperationResumption } from './operation-resumption';
import { OperationRetention, type RetentionLimits, type RetentionStep } from './operation-retention';
import { openStores } from './operation-stores';
import type { OperationsCore } from './operations-core';
import { emptyProgress, ProgressTracker } from './progress/progress-tracker';
import type { ProgressUpdate } from './progress/progress-update';
import { RelatedOperationsReader } from './related-operations-reader';
import { encodeRequest, strategyOfRequest } from './request-column';

export type { CheckpointFile } from './checkpoints-store';

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
  /** The operation it repeats. */
  readonly origin?: OperationOrigin | null;
  readonly priority?: Priority;
  /** The engine that will do it; noted so that it is never continued by another one. */
  readonly engineVersion?: string | null;
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
export class OperationsService extends RelatedOperationsReader {
  readonly #changes: OperationChanges;
  readonly #core: OperationsCore;
  readonly #endings: OperationEndings;
  readonly #estimates: OperationEstimates;
  readonly #resumption: OperationResumption;
  readonly #checkpoints: OperationCheckpoints;
  readonly #queue: OperationQueue;
  readonly #deletion: OperationDeletion;
  readonly #retention: OperationRetention;

  constructor(private readonly options: OperationsServiceOptions) {
    const { storage, clock, log, phasesOf, deleteFile } = options;
    const stores = openStores(storage);
    const save: SaveProgress = (id, progress, durationMs) => {
      try {
        storage.inTransaction('save progress', () => stores.operations.saveProgress(id, progress, durationMs));
      } catch (error) {
        log.error(`the progress of ${id} could not be saved`, error);
      }
    };
    super(stores, new LiveOperations(clock, save));
    this.#changes = new OperationChanges((error) => log.error('a listener of operations failed', error));
    this.#core = {
      storage,
      clock,
      stores,
      live: this.live,
      phasesOf,
      find: (id) => this.find(id),
      changed: (id) => this.#rereadAndTell(id),
    };
    const isIdle = () => stores.queries.active() === 0;
    this.#deletion = new OperationDeletion({ store: stores.deletion, clock, log, deleteFile, isIdle });
    this.#retention = new OperationRetention(this.#core, this.#deletion);
    this.#endings = new OperationEndings(this.#core);
    this.#estimates = new OperationEstimates(this.#core);
    this.#resumption = new OperationResumption(this.#core);
    this.#checkpoints = new OperationCheckpoints(this.#core, () => void this.#deletion.sweepFiles());
    this.#queue = new OperationQueue(this.#core);
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
    const { origin = null, priority = 'normal', engineVersion = null } = wanted;
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
      operations.insert({
        operationId,
        parentOperationId,
        origin,
        priority,
        engineVersion,
        type,
        createdAt,
        metadata,
        request: encoded,
        warnings,
      });
      attempts.open(operationId, createdAt, { fromCheckpoint: 0, fromPercentage: 0, progressBefore: null });
    });
    this.#changed(operationId);
    if (parentOperationId !== null) this.#rereadAndTell(parentOperationId);
    return this.get(operationId);
  }

  /**
   * Opens the next attempt of what failed or was cancelled: from a checkpoint, or (null) from the start. It waits as
   * `resuming` until it is started. Of several callers one wins; the others are refused and have changed nothing.
   */
  tryResume(id: OperationId, from: CheckpointFile | null): Outcome<Operation> {
    const resumed = this.#resumption.try(id, from);
    const now = this.find(id);
    return resumed && now !== null ? { ok: true, value: now } : refused(id, now, 'resuming');
  }

  /**
   * An operation that waits, for whoever drives it from now on, another session having left it.
   * @throws FailureError `unknown_operation`, `not_allowed` when it does not wait
   */
  adoptOperation(id: OperationId): Operation {
    const operation = this.get(id);
    if (operation.status === 'pending' || operation.status === 'resuming') return operation;
    throw new FailureError(notWaiting(operation));
  }

  /** What waits goes on where it is told to, from its start or from a checkpoint. */
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
    const { operations, trades, artifacts, checkpoints } = this.stores;
    const { result, dataset } = outcome;
    const completed = this.#end(id, { outcome: 'completed' }, outcome.warnings, ({ end, attemptMs }, before) => {
      operations.complete(id, end, result);
      trades.insert(id, outcome.trades);
      artifacts.insert(id, outcome.artifacts);
      const file = outcome.artifacts.find(({ role }) => role === 'dataset');
      if (dataset !== null && file !== undefined) artifacts.insertDataset(dataset, file.path);
      checkpoints.dropAll(id, end.at);
      this.#estimates.learn(before, attemptMs ?? 0, end.at);
    });
    if (completed.ok && dataset !== null) this.#changes.emit({ kind: 'dataset', operationId: id });
    return completed;
  }

  /** With `failParent` all its ancestors that wait or run fail with it, each naming the child it failed of. */
  fail(id: OperationId, reason: Failure, { failParent = false } = {}): Outcome<Operation> {
    const before = this.find(id);
    if (before === null || !canMove(before.status, 'failed')) return refused(id, before, 'failed');
    const failing = [{ operation: before, reason }];
    let [parentId, why] = [failParent ? before.parentOperationId : null, childFailed(before, reason)];
    while (parentId !== null) {
      const parent = this.find(parentId);
      if (parent === null || !isActive(parent.status)) break;
      failing.push({ operation: parent, reason: why });
      [parentId, why] = [parent.parentOperationId, childFailed(parent, why)];
    }
    this.#endAll(
      failing.map(({ operation, reason: failure }) => {
        const ending = this.#endings.of(operation, { outcome: 'failed', failure }, []);
        return { ending, write: () => this.stores.operations.fail(ending.id, ending.end, failure) };
      }),
    );
    return { ok: true, value: this.get(id) };
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

  /** For an operation that main drives itself; false when it does not run. */
  updateOperationProgress(id: OperationId, progress: ProgressUpdate): boolean {
    const moved = this.live.update(id, progress);
    if (moved) this.#changed(id);
    return moved;
  }

  /** Says since when nothing was heard of what runs, or (null) that all is well again. */
  setUnresponsive(id: OperationId, since: string | null): void {
    if (this.live.setUnresponsive(id, since)) this.#changed(id);
  }

  /** The computer slept for so long: no attempt worked in that time. */
  excludeTime(milliseconds: number): void {
    this.live.excludeTime(milliseconds);
  }

  /** Takes note of a checkpoint that is on disk. Refused when the operation does not run (any more). */
  recordCheckpoint(id: OperationId, written: WrittenCheckpoint): Outcome<Checkpoint> {
    return this.#checkpoints.record(id, written);
  }

  /** Refused when it does not wait. */
  setPriority(id: OperationId, priority: Priority): Outcome<Operation> {
    return this.#queue.setPriority(id, priority);
  }

  /** Puts what waits right before another one, with its priority; null: last of its own. Refused when either does not wait. */
  moveInQueue(id: OperationId, before: OperationId | null): Outcome<Operation> {
    return this.#queue.move(id, before);
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

  /** Before the first paint, and before anything is started. */
  reconcileAtLaunch(): Reconciled {
    const reconciled = reconcileAtLaunch(this.#core, this.#endings, this.#resumption);
    this.#deletion.schedule();
    return reconciled;
  }

  /** Hides finished operations; {@link undoDelete} brings them back for ten seconds. Returns those it hid. */
  delete(ids: readonly OperationId[]): OperationId[] {
    const hidden = this.#deletion.delete(ids);
    for (const operationId of hidden) this.#changes.emit({ kind: 'removed', operationId });
    return hidden;
  }

  /**
   * Lets go of what is past the limits, at most a few hundred operations at a time; call again while `more`. What is
   * active or paused stays, and a parent goes with its children or not at all. `now` in milliseconds since the epoch.
   */
  applyRetention(limits: RetentionLimits, now: number): RetentionStep {
    const step = this.#retention.apply(limits, now);
    for (const operationId of step.removed) this.#changes.emit({ kind: 'removed', operationId });
    return step;
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
    this.#endAll([{ ending, write: () => write(ending, before) }]);
    return { ok: true, value: this.get(id) };
  }

  #endAll(ends: readonly { readonly ending: OperationEnding; readonly write: () => void }[]): void {
    this.options.storage.inFullSync(`operation ${ends[0]?.ending.attempt.outcome}`, () => {
      for (const { ending, write } of ends) this.#endings.write(ending, write);
    });
    for (const { ending } of ends) this.live.end(ending.id);
    for (const { ending } of ends) this.#changed(ending.id);
    void this.#deletion.sweepFiles();
  }

  #trackerOf(operation: Operation, at: string): ProgressTracker {
    const { clock, phasesOf } = this.options;
    const { type, metadata } = operation;
    const phases = phasesOf(type);
    const history = this.#estimates.historyOf(operation);
    const from = 'progress' in operation ? operation.progress : emptyProgress(phases, at);
    return new ProgressTracker({ type, metadata, phases, history, from }, clock);
  }

  #rereadAndTell(id: OperationId): void {
    if (this.live.tracker(id) !== null) {
      const operation = this.reread(id);
      if (operation?.status === 'running') this.live.replace(operation);
    }
    this.#changed(id);
  }

  #changed(operationId: OperationId): void {
    this.#changes.emit({ kind: 'changed', operationId });
  }
}

const refused = (id: OperationId, before: Operation | null, to: Operation['status']): Outcome<Operation> => ({
  ok: false,
  failure: before === null ? unknownOperation(id) : moveRefused(before, to),
});
