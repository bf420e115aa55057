import type { CancelReason } from '../../contract/cancellation';
import type { Checkpoint } from '../../contract/checkpoints';
import { type Failure, FailureError, type Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { OperationType } from '../../contract/operation-type';
import type { PhaseDefinition } from '../../contract/phase';
import type { Priority } from '../../contract/queue-place';
import type { JobOutcome, JobSnapshot, MetricBatch, WrittenCheckpoint } from '../../contract/worker-protocol';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { Storage } from '../storage/storage';
import type { CheckpointFile } from './checkpoints-store';
import { type Reconciled, reconcileAtLaunch } from './launch-reconciliation';
import { LiveOperations, type SaveProgress } from './live-operations';
import { type ChangeListener, OperationChanges } from './operation-changes';
import { OperationCheckpoints } from './operation-checkpoints';
import { createOperation, type OperationToCreate } from './operation-creation';
import { OperationDeletion } from './operation-deletion';
import { OperationEndings, withAdded } from './operation-endings';
import { OperationEstimates } from './operation-estimates';
import { OperationMoves } from './operation-moves';
import { OperationQueue } from './operation-queue';
import { differingMetric, notWaiting, refusedMove } from './operation-refusals';
import { OperationResumption } from './operation-resumption';
import { OperationRetention, type RetentionLimits, type RetentionStep } from './operation-retention';
import { openStores } from './operation-stores';
import type { OperationsCore } from './operations-core';
import type { ProgressUpdate } from './progress/progress-update';
import { RelatedOperationsReader } from './related-operations-reader';

export interface OperationsServiceOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  /** The phases each type of operation goes through. */
  readonly phasesOf: (type: OperationType) => readonly PhaseDefinition[];
  /** Deletes a file that lost its last operation; succeeds when there is none. */
  readonly deleteFile: (path: string) => Promise<void>;
}

export type AppendedMetrics =
  | { readonly kind: 'stored'; readonly cursor: number }
  /** Rows before these are missing; nothing was stored. Ask for them from the cursor on. */
  | { readonly kind: 'gap'; readonly cursor: number }
  /** The operation does not run (any more). */
  | { readonly kind: 'refused' };

/** Hiding so many takes main a few milliseconds. */
const DELETED_AT_ONCE = 50;

/**
 * The one writer of operations. A move that the contract's table does not allow is refused as data and changes
 * nothing; what the disk refuses is thrown as FailureError `storage_failed`.
 */
export class OperationsService extends RelatedOperationsReader {
  readonly #changes: OperationChanges;
  readonly #core: OperationsCore;
  readonly #endings: OperationEndings;
  readonly #moves: OperationMoves;
  readonly #resumption: OperationResumption;
  readonly #checkpoints: OperationCheckpoints;
  readonly #queue: OperationQueue;
  readonly #deletion: OperationDeletion;
  readonly #retention: OperationRetention;

  constructor(options: OperationsServiceOptions) {
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
      sweepFiles: () => void this.#deletion.sweepFiles(),
    };
    const isIdle = () => stores.queries.active() === 0;
    this.#deletion = new OperationDeletion({ store: stores.deletion, clock, log, deleteFile, isIdle });
    this.#retention = new OperationRetention(this.#core, this.#deletion);
    this.#endings = new OperationEndings(this.#core);
    this.#moves = new OperationMoves(this.#core, this.#endings, new OperationEstimates(this.#core));
    this.#resumption = new OperationResumption(this.#core);
    this.#checkpoints = new OperationCheckpoints(this.#core);
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
    return this.get(createOperation(this.#core, wanted));
  }

  /**
   * Opens the next attempt of what failed or was cancelled: from a checkpoint, or (null) from the start. It waits as
   * `resuming` until it is started. Of several callers one wins; the others are refused and have changed nothing.
   */
  tryResume(id: OperationId, from: CheckpointFile | null): Outcome<Operation> {
    const resumed = this.#resumption.try(id, from);
    const now = this.find(id);
    return resumed && now !== null ? { ok: true, value: now } : refusedMove(id, now, 'resuming');
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
    return this.#moves.start(id);
  }

  /** Stores all that came out, in one transaction that is safe from a power cut. */
  complete(id: OperationId, outcome: JobOutcome): Outcome<Operation> {
    const completed = this.#moves.complete(id, outcome);
    if (completed.ok && outcome.dataset !== null) this.#changes.emit({ kind: 'dataset', operationId: id });
    return completed;
  }

  /** With `failParent` all its ancestors that wait or run fail with it, each naming the child it failed of. */
  fail(id: OperationId, reason: Failure, { failParent = false } = {}): Outcome<Operation> {
    return this.#moves.fail(id, reason, failParent);
  }

  /**
   * Ends what waits at once; what runs is marked as being cancelled until {@link confirmCancelled}. The first request
   * wins. What has ended is refused.
   */
  requestCancel(id: OperationId, reason: CancelReason, note: string | null): Outcome<Operation> {
    return this.#moves.requestCancel(id, reason, note);
  }

  /** The work has really stopped. Without a request before it that is a failure, not a cancellation. */
  confirmCancelled(id: OperationId, { forced }: { readonly forced: boolean }): Outcome<Operation> {
    return this.#moves.confirmCancelled(id, forced);
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

  /** {@link delete} of any number, a part at a time, so that main can do other things in between. */
  async deleteInSteps(ids: readonly OperationId[]): Promise<OperationId[]> {
    const hidden: OperationId[] = [];
    for (let from = 0; from < ids.length; from += DELETED_AT_ONCE) {
      if (from > 0) await new Promise<void>((resolve) => this.#core.clock.after(0, resolve));
      hidden.push(...this.delete(ids.slice(from, from + DELETED_AT_ONCE)));
    }
    return hidden;
  }

  /**
   * Lets go of what is past the limits, a few dozen families at a time; call again while `more`. What is
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
