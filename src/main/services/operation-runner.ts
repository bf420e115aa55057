import type { CancelReason } from '../../contract/cancellation';
import type { CheckpointCause } from '../../contract/checkpoints';
import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { OperationRequest } from '../../contract/requests';
import type { JobSpec } from '../../contract/worker-protocol';
import type { WorkerKind } from '../../contract/workers';
import { cancellationErrorOf } from '../cancellation/cancellation-error-of';
import type { CancellationToken } from '../cancellation/cancellation-token';
import type { Dispose } from '../disposable';
import type { CheckpointFile } from '../operations/checkpoints-store';
import { engineVersionFor } from './engine-version-for';
import { failSafely } from './fail-safely';
import { JobRun } from './job-run';
import { runManaged, type WorkToManage } from './managed-run';
import { orLog } from './or-log';
import type { PreparedJob } from './prepared-operation';
import type { OperationRunnerParts } from './runner-parts';
import type { RunOptions } from './start-options';

/** What belongs to one operation while somebody drives it. */
interface Run {
  readonly token: CancellationToken;
  /** Null for work that main itself does. */
  readonly job: JobRun | null;
  readonly ended: Promise<void>;
}

type OperationListener = (operation: Operation) => void;

/** Drives operations: through the queue and a worker, or as work of main's own, to their end. */
export class OperationRunner {
  readonly #runs = new Map<OperationId, Run>();
  readonly #startListeners = new Set<OperationListener>();
  readonly #endListeners = new Set<OperationListener>();

  constructor(private readonly parts: OperationRunnerParts) {}

  /** Operations that wait or run. */
  get activeCount(): number {
    return this.#runs.size;
  }

  /** Those of them that work right now. */
  get runningCount(): number {
    return [...this.#runs.values()].filter(({ job }) => job === null || job.isWorking).length;
  }

  /** True when somebody sees to this operation: it waits in a queue, or it runs. */
  drives(id: OperationId): boolean {
    return this.#runs.has(id);
  }

  driven(): readonly OperationId[] {
    return [...this.#runs.keys()];
  }

  /** Told of each attempt, when it takes its place in the queue. */
  onStarted(listener: OperationListener): Dispose {
    this.#startListeners.add(listener);
    return () => this.#startListeners.delete(listener);
  }

  /** Told within the turn in which an operation was seen to its end. */
  onEnded(listener: OperationListener): Dispose {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** To be called whenever a queue moved. */
  tellQueuePositions(): void {
    const waiting = [...this.#runs].flatMap(([id, { job }]): [OperationId, number][] => {
      const position = job?.position() ?? null;
      return position === null ? [] : [[id, position]];
    });
    // Whoever moved the queue has work to carry on with.
    orLog(this.parts.log, 'the queue could not be told', () =>
      this.parts.operations.setQueuePositions(new Map(waiting)),
    );
  }

  /**
   * For whatever is about to make a row.
   * @throws FailureError when the app is closing, CancellationError when the parent is being stopped
   */
  mustBeOpen(parentOperationId: OperationId | null): void {
    if (this.parts.coordinator.status().shutdown !== null) {
      throw new FailureError(failure('not_allowed', 'Tradewind is closing and starts nothing new.'));
    }
    const parent = parentOperationId === null ? null : (this.#runs.get(parentOperationId)?.token ?? null);
    if (parent?.cancellation) throw cancellationErrorOf(parent.operationId, parent.cancellation);
  }

  /** Creates the row and queues the work; what happens then is told by the operations service. */
  run(request: OperationRequest, kind: WorkerKind, prepared: PreparedJob, options: RunOptions = {}): Operation {
    const { operations } = this.parts;
    this.mustBeOpen(options.parentOperationId ?? null);
    const { operationId } = operations.create({
      ...options,
      type: request.type,
      metadata: prepared.metadata,
      request,
      strategy: prepared.strategy,
      warnings: prepared.warnings,
      engineVersion: engineVersionFor(request.type),
    });
    this.resumeRun(operationId, kind, prepared.job, null);
    return operations.get(operationId);
  }

  /** Queues the work of a row that waits: pending, or resuming from a checkpoint or (null) from the start. */
  resumeRun(id: OperationId, kind: WorkerKind, job: JobSpec, from: CheckpointFile | null): void {
    this.mustBeOpen(null);
    this.#drive(id, (token) => {
      const run = new JobRun(this.parts, { id, kind, job, from }, token);
      return { job: run, done: run.drive() };
    });
  }

  /** Does work of main's own for a row that waits; the row runs when this returns. */
  manage(id: OperationId, work: WorkToManage): void {
    this.mustBeOpen(null);
    const started = this.parts.operations.start(id);
    if (!started.ok) throw new FailureError(started.failure);
    this.#drive(id, (token) => ({
      job: null,
      done: runManaged(this.parts, id, work, token, () => this.#stopChildren(id, token)),
    }));
  }

  /** Asks an operation and all its descendants to stop; what waits is cancelled at once. Harmless when it has ended. */
  cancel(id: OperationId, reason: CancelReason, note: string | null): Operation {
    const { operations } = this.parts;
    const children = operations.liveDescendants(id);
    if (this.#ask(id, reason, note)) {
      for (const child of children) this.#ask(child, reasonForChild(reason), null);
    }
    return operations.get(id);
  }

  /** Ends an operation that is being cancelled, and its descendants, without waiting for the rest of the grace. */
  forceStop(id: OperationId): Operation {
    const { operations } = this.parts;
    const operation = operations.get(id);
    if (operation.status !== 'running' || operation.cancelRequested === null) return this.cancel(id, 'user', null);
    for (const one of [id, ...operations.liveDescendants(id)]) this.#runs.get(one)?.job?.forceNow();
    return operations.get(id);
  }

  /** Asks the worker where the job is, now. */
  async refresh(id: OperationId): Promise<Operation> {
    const { operations } = this.parts;
    const snapshot = await this.#runs.get(id)?.job?.snapshot();
    if (snapshot) operations.updateProgress(id, snapshot);
    return operations.get(id);
  }

  /** Everything that runs in a worker writes a checkpoint as soon as it can; settles when that is done or impossible. */
  async checkpointAll(cause: CheckpointCause): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ job }) => job?.checkpointNow(cause)));
  }

  /**
   * Pauses everything that runs, by force when patience is over, and settles when nothing is driven any more. What waits
   * to be started for the first time keeps waiting for the next session.
   */
  async shutdown(patienceMs: number): Promise<void> {
    const { coordinator, operations, clock, log } = this.parts;
    const runs = [...this.#runs];
    for (const [id] of runs) {
      orLog(log, `${id} could not be marked as being stopped`, () => {
        if (!this.#keepsWaiting(operations.get(id))) operations.requestCancel(id, 'shutdown', null);
      });
    }
    coordinator.shutdown();
    const dropTimer = clock.after(patienceMs, () => {
      for (const [, { job }] of runs) job?.kill();
    });
    await Promise.all(runs.map(([, { ended }]) => ended));
    dropTimer();
  }

  /** A child goes on with its parent, not before it. */
  #keepsWaiting({ status, parentOperationId }: Operation): boolean {
    return status === 'pending' && (parentOperationId === null || !this.drives(parentOperationId));
  }

  /** False when it has ended. */
  #ask(id: OperationId, reason: CancelReason, note: string | null): boolean {
    const { operations, coordinator } = this.parts;
    if (!operations.requestCancel(id, reason, note).ok) return false;
    coordinator.cancel(id, reason, note);
    return true;
  }

  /** Nothing that a parent has started outlives it. */
  async #stopChildren(id: OperationId, token: CancellationToken): Promise<void> {
    const reason = token.cancellation === null ? 'parent' : reasonForChild(token.cancellation.reason);
    const children = this.parts.operations.liveDescendants(id);
    for (const child of children) this.#ask(child, reason, null);
    await Promise.all(children.map((child) => this.#runs.get(child)?.ended));
  }

  #drive(id: OperationId, begin: (token: CancellationToken) => { job: JobRun | null; done: Promise<void> }): void {
    if (this.#runs.has(id)) throw new Error(`${id} is driven already`);
    const { operations, coordinator } = this.parts;
    const token = coordinator.hold(id);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const { job, done } = begin(token);
    this.#runs.set(id, { token, job, ended });
    this.#tell(this.#startListeners, id);
    this.tellQueuePositions();
    const stopListening = operations.onChange((change) => {
      if (change.kind === 'changed' && change.operationId === id) this.#stopIfEnded(id, token);
    });
    void done
      .catch((error: unknown) => failSafely(this.parts, id, error))
      .finally(() => {
        stopListening();
        this.#runs.delete(id);
        coordinator.release(token);
        this.#tell(this.#endListeners, id);
        resolve();
      });
  }

  /** Whoever ended its row meanwhile (a parent that failed with its child, for instance) has no use for its work. */
  #stopIfEnded(id: OperationId, token: CancellationToken): void {
    const status = this.parts.operations.find(id)?.status;
    if (status === undefined || !isActive(status)) token.cancel('superseded');
  }

  #tell(listeners: ReadonlySet<OperationListener>, id: OperationId): void {
    const { operations, log } = this.parts;
    const isEnd = listeners === this.#endListeners;
    orLog(log, `${id} could not be told of`, () => {
      const operation = operations.find(id);
      // What is left waiting for the next session has not ended.
      if (operation === null || (isEnd && isActive(operation.status))) return;
      for (const listener of [...listeners]) orLog(log, `${id} could not be told of`, () => listener(operation));
    });
  }
}

/** Of what is cancelled, children go because their parent went; pausing and closing mean the same for all. */
const reasonForChild = (reason: CancelReason): CancelReason =>
  reason === 'paused' || reason === 'shutdown' ? reason : 'parent';
