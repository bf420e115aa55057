import { assertNever } from '../../contract/assert-never';
import type { CheckpointCause } from '../../contract/checkpoints';
import { failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { JobSnapshot, JobSpec, WrittenCheckpoint } from '../../contract/worker-protocol';
import type { WorkerKind } from '../../contract/workers';
import { type CancelLadder, climbCancelLadder } from '../cancellation/cancel-ladder';
import { CancellationError } from '../cancellation/cancellation-error';
import type { CancellationToken } from '../cancellation/cancellation-token';
import { executeWithCancellation } from '../cancellation/execute-with-cancellation';
import { SessionCancellationToken } from '../cancellation/session-cancellation-token';
import type { CheckpointFile } from '../operations/checkpoints-store';
import type { JobEnd } from '../workers/job-end';
import type { Acquisition, Lease } from '../workers/lease';
import { failSafely } from './fail-safely';
import { jobStartOf } from './job-start';
import { orLog } from './or-log';
import type { OperationRunnerParts } from './runner-parts';

export interface JobToRun {
  readonly id: OperationId;
  readonly kind: WorkerKind;
  readonly job: JobSpec;
  /** Where it goes on; null: from the start. */
  readonly from: CheckpointFile | null;
}

/** One attempt of an operation in a worker, from the queue to its end. */
export class JobRun {
  #place: Acquisition | null = null;
  #lease: Lease | null = null;
  #session: SessionCancellationToken | null = null;
  #ladder: CancelLadder | null = null;

  constructor(
    private readonly parts: OperationRunnerParts,
    private readonly toRun: JobToRun,
    private readonly token: CancellationToken,
  ) {}

  /** Place in the queue, from 1; null once it is its turn. */
  position(): number | null {
    return this.#place?.position() ?? null;
  }

  /** Takes a place in the queue at once; settles when the operation has ended, or when it was told not to begin. */
  async drive(): Promise<void> {
    const { registry, operations } = this.parts;
    const { id, kind } = this.toRun;
    const place = registry.acquire(kind, id, operations.queueRank(id));
    this.#place = place;
    const stopWaiting = this.token.onCancelled(() => place.abandon());
    let lease: Lease;
    try {
      lease = await place.granted;
    } catch (error) {
      // Whoever cancels what still waits has ended its row already, or lets it wait for the next session.
      if (!this.token.isCancelled) operations.fail(id, failureOf(error));
      return;
    } finally {
      stopWaiting();
    }
    try {
      if (this.token.isCancelled) return lease.proxy.abandon();
      await this.#work(lease);
    } finally {
      lease.release();
    }
  }

  /** True from when it is its turn, also while its worker still starts. */
  get isWorking(): boolean {
    return this.#place !== null && this.#place.position() === null;
  }

  forceNow(): void {
    this.#ladder?.forceNow();
  }

  /** Null when it does not run, or its worker does not say. */
  async snapshot(): Promise<JobSnapshot | null> {
    return (await this.#lease?.proxy.snapshot()) ?? null;
  }

  kill(): void {
    this.#lease?.proxy.kill();
  }

  /** True once a checkpoint was written; false when none could be, or the worker or the app ended before. */
  async checkpointNow(cause: CheckpointCause): Promise<boolean> {
    const [lease, session] = [this.#lease, this.#session];
    if (lease === null || session === null) return false;
    try {
      return await executeWithCancellation(session, () => nextCheckpoint(lease, cause));
    } catch (error) {
      if (error instanceof CancellationError) return false;
      throw error;
    }
  }

  async #work(lease: Lease): Promise<void> {
    const { operations, clock, coordinator, settings, checkpointsFolder } = this.parts;
    const { id, job, from } = this.toRun;
    const { proxy } = lease;
    if (!operations.start(id).ok) return proxy.abandon();
    this.#lease = lease;
    this.#session = new SessionCancellationToken(proxy, coordinator.shutdownSignal);
    proxy.onProgress((snapshot) => operations.updateProgress(id, snapshot));
    proxy.onMetrics((batch) => this.#store(() => operations.appendMetrics(id, batch)));
    proxy.onCheckpoint((written) => this.#record(written));
    proxy.onCheckpointFailed(({ message }) => this.#warn(message));
    proxy.onResponsiveness((since) => operations.setUnresponsive(id, since));
    proxy.onEnd((end) => this.#store(() => this.#close(end)));
    void proxy.start(job, jobStartOf(job, from, checkpointsFolder, settings().checkpoints));
    const stopListening = this.token.onCancelled(({ reason }) => {
      if (proxy.state === 'started')
        this.#ladder = climbCancelLadder(proxy, reason, { graceMs: settings().cancelGraceMs, clock });
    });
    await proxy.ended;
    stopListening();
  }

  #close(end: JobEnd): void {
    const { operations } = this.parts;
    const { id } = this.toRun;
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

  /** A checkpoint that cannot be noted is as good as none: the work goes on, and the person is told. */
  #record(written: WrittenCheckpoint): void {
    const { operations, log } = this.parts;
    try {
      const recorded = operations.recordCheckpoint(this.toRun.id, written);
      if (!recorded.ok) log.warn(`a checkpoint of ${this.toRun.id} was not noted`, recorded.failure);
    } catch (error) {
      log.error(`a checkpoint of ${this.toRun.id} could not be noted`, error);
      this.#warn(`A checkpoint could not be stored: ${failureOf(error).message}`);
    }
  }

  #warn(message: string): void {
    const { operations, log } = this.parts;
    orLog(log, `a warning of ${this.toRun.id} could not be stored`, () =>
      operations.addWarnings(this.toRun.id, [message]),
    );
  }

  /** What cannot be stored ends the operation with that reason: it must not look better than it is. */
  #store(write: () => void): void {
    try {
      write();
    } catch (error) {
      failSafely(this.parts, this.toRun.id, error);
      this.#lease?.proxy.kill();
    }
  }
}

function nextCheckpoint({ proxy }: Lease, cause: CheckpointCause): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isWritten: boolean): void => {
      dropWritten();
      dropFailed();
      resolve(isWritten);
    };
    const dropWritten = proxy.onCheckpoint((written) => {
      if (written.cause === cause) settle(true);
    });
    const dropFailed = proxy.onCheckpointFailed(() => settle(false));
    proxy.requestCheckpoint(cause);
  });
}
