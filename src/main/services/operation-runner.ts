import { assertNever } from '../../contract/assert-never';
import type { CancelReason } from '../../contract/cancellation';
import { FailureError, failure, failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { JobSpec } from '../../contract/worker-protocol';
import type { WorkerKind } from '../../contract/workers';
import { type CancelLadder, climbCancelLadder } from '../cancellation/cancel-ladder';
import type { CancellationCoordinator } from '../cancellation/cancellation-coordinator';
import type { CancellationToken } from '../cancellation/cancellation-token';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { OperationsService } from '../operations/operations-service';
import type { JobEnd } from '../workers/job-end';
import type { Acquisition, Lease } from '../workers/lease';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { PreparedOperation } from './prepared-operation';

export interface OperationRunnerParts {
  readonly operations: OperationsService;
  readonly registry: WorkerRegistry;
  readonly coordinator: CancellationCoordinator;
  readonly clock: Clock;
  /** Milliseconds a job has to stop by itself, read anew each time. */
  readonly graceMs: () => number;
  readonly log: Logger;
}

/** What belongs to one operation between its creation and its end. */
interface Run {
  readonly token: CancellationToken;
  place: Acquisition | null;
  lease: Lease | null;
  ladder: CancelLadder | null;
  readonly ended: Promise<void>;
}

/** Takes operations from their row through the queue and a worker to their end. */
export class OperationRunner {
  readonly #runs = new Map<OperationId, Run>();
  readonly #endListeners = new Set<(operation: Operation) => void>();

  constructor(private readonly parts: OperationRunnerParts) {}

  /** Operations that wait or run. */
  get activeCount(): number {
    return this.#runs.size;
  }

  /** Told within the turn in which an operation was seen to its end. */
  onEnded(listener: (operation: Operation) => void): Dispose {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** To be called whenever a queue moved. */
  tellQueuePositions(): void {
    const waiting = [...this.#runs].flatMap(([id, { place }]): [OperationId, number][] => {
      const position = place?.position() ?? null;
      return position === null ? [] : [[id, position]];
    });
    // Whoever moved the queue has work to carry on with.
    this.#orLog('the queue could not be told', () => this.parts.operations.setQueuePositions(new Map(waiting)));
  }

  /** Creates the row and queues the work; what happens then is told by the operations service. */
  run(request: OperationRequest, kind: WorkerKind, prepared: PreparedOperation): Operation {
    const { operations, coordinator } = this.parts;
    if (coordinator.status().shutdown !== null) {
      throw new FailureError(failure('not_allowed', 'Tradewind is closing and starts nothing new.'));
    }
    const { operationId } = operations.create({
      type: request.type,
      metadata: prepared.metadata,
      request,
      strategy: prepared.strategy,
      warnings: prepared.warnings,
    });
    const token = coordinator.hold(operationId);
    const { promise, resolve } = Promise.withResolvers<void>();
    const run: Run = { token, place: null, lease: null, ladder: null, ended: promise };
    this.#runs.set(operationId, run);
    void this.#drive(operationId, kind, prepared.job, run)
      .catch((error: unknown) => this.#failSafely(operationId, error))
      .finally(() => {
        this.#runs.delete(operationId);
        coordinator.release(token);
        this.#tellEnd(operationId);
        resolve();
      });
    return operations.get(operationId);
  }

  /** Asks an operation to stop; what waits in the queue is cancelled at once. Harmless when it has ended. */
  cancel(id: OperationId, reason: CancelReason, note: string | null): Operation {
    const { operations, coordinator } = this.parts;
    operations.requestCancel(id, reason, note);
    coordinator.cancel(id, reason, note);
    return operations.get(id);
  }

  /** Ends an operation that is being cancelled without waiting for the rest of the grace. */
  forceStop(id: OperationId): Operation {
    const ladder = this.#runs.get(id)?.ladder;
    if (ladder) ladder.forceNow();
    else this.cancel(id, 'user', null);
    return this.parts.operations.get(id);
  }

  /** Asks the worker where the job is, now. */
  async refresh(id: OperationId): Promise<Operation> {
    const { operations } = this.parts;
    const snapshot = await this.#runs.get(id)?.lease?.proxy.snapshot();
    if (snapshot) operations.updateProgress(id, snapshot);
    return operations.get(id);
  }

  /** Stops everything, by force when patience is over, and settles when nothing runs any more. */
  async shutdown(patienceMs: number): Promise<void> {
    const { coordinator, operations, clock } = this.parts;
    const running = [...this.#runs.entries()];
    for (const [id] of running) {
      this.#orLog(`${id} could not be marked as being stopped`, () => operations.requestCancel(id, 'shutdown', null));
    }
    coordinator.shutdown();
    const dropTimer = clock.after(patienceMs, () => {
      for (const [, { lease }] of running) lease?.proxy.kill();
    });
    await Promise.all(running.map(([, { ended }]) => ended));
    dropTimer();
  }

  async #drive(id: OperationId, kind: WorkerKind, job: JobSpec, run: Run): Promise<void> {
    const { registry, operations } = this.parts;
    const place = registry.acquire(kind, id);
    run.place = place;
    this.tellQueuePositions();
    const stopWaiting = run.token.onCancelled(() => place.abandon());
    let lease: Lease;
    try {
      lease = await place.granted;
    } catch (error) {
      // Whoever cancels what still waits has ended its row already.
      if (!run.token.isCancelled) operations.fail(id, failureOf(error));
      return;
    } finally {
      stopWaiting();
    }
    try {
      if (run.token.isCancelled) return lease.proxy.abandon();
      await this.#work(id, job, run, lease);
    } finally {
      lease.release();
    }
  }

  async #work(id: OperationId, job: JobSpec, run: Run, lease: Lease): Promise<void> {
    const { operations, clock, graceMs } = this.parts;
    const { proxy } = lease;
    run.lease = lease;
    if (!operations.start(id).ok) return proxy.abandon();
    proxy.onProgress((snapshot) => operations.updateProgress(id, snapshot));
    proxy.onMetrics((batch) => this.#store(id, () => operations.appendMetrics(id, batch)));
    proxy.onEnd((end) => this.#store(id, () => this.#close(id, end)));
    void proxy.start(job);
    const stopListening = run.token.onCancelled(({ reason }) => {
      run.ladder = climbCancelLadder(proxy, reason, { graceMs: graceMs(), clock });
    });
    await proxy.ended;
    stopListening();
  }

  #close(id: OperationId, end: JobEnd): void {
    const { operations } = this.parts;
    switch (end.kind) {
      case 'completed':
        operations.complete(id, end.outcome);
        return;
      case 'cancelled':
        operations.addWarnings(id, end.warnings);
        operations.confirmCancelled(id, { forced: end.forced });
        return;
      case 'failed':
        operations.addWarnings(id, end.warnings);
        operations.fail(id, end.failure);
        return;
      default:
        assertNever(end, 'end of a job');
    }
  }

  /** What cannot be stored ends the operation with that reason: it must not look better than it is. */
  #store(id: OperationId, write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#failSafely(id, error);
      this.#runs.get(id)?.lease?.proxy.kill();
    }
  }

  #failSafely(id: OperationId, error: unknown): void {
    this.parts.log.error(`${id} could not be carried on`, error);
    this.#orLog(`the failure of ${id} could not be stored`, () => this.parts.operations.fail(id, failureOf(error)));
  }

  #tellEnd(id: OperationId): void {
    const tell = (listener: (operation: Operation) => void): void =>
      this.#orLog(`the end of ${id} could not be told`, () => listener(this.parts.operations.get(id)));
    for (const listener of [...this.#endListeners]) tell(listener);
  }

  /** For what must not stop those who come after it. */
  #orLog(message: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.parts.log.error(message, error);
    }
  }
}
