import { assertNever } from '../../contract/assert-never';
import type { CancelReason } from '../../contract/cancellation';
import { type Failure, failure, failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { JobSnapshot, JobSpec, MetricBatch } from '../../contract/worker-protocol';
import type { Dispose } from '../disposable';
import type { JobEnd } from './job-end';
import { batchFault, MetricStream } from './metric-stream';
import { crashOf, type WorkerExit } from './worker-exit';
import type { OperationMessage, WorkerProcess } from './worker-process';

const SNAPSHOT_TIMEOUT_MS = 500;
const METRICS_TIMEOUT_MS = 2_000;

/**
 * Main's client for one operation in one worker. Listeners are called in the order things happened: `start` resolves
 * before the first progress, and every metric row, in order and once, comes before `ended` settles.
 */
export class OperationServiceProxy {
  /** Always settles, at the latest with the worker's exit; never rejects. */
  readonly ended: Promise<JobEnd>;
  readonly #worker: WorkerProcess;
  readonly #letGo: Dispose;
  readonly #stream = new MetricStream();
  readonly #progressListeners = new Set<(snapshot: JobSnapshot) => void>();
  readonly #metricListeners = new Set<(batch: MetricBatch) => void>();
  readonly #endListeners = new Set<(end: JobEnd) => void>();
  #settleEnd: (end: JobEnd) => void = () => {};
  #settleStart: (taken: boolean) => void = () => {};
  #state: 'new' | 'started' | 'ended' = 'new';
  /** A worker that was loading or saving ends itself when it is told to terminate. */
  #terminated = false;
  /** Why the operation failed, while the worker that has become useless is being ended. */
  #verdict: Failure | null = null;
  /** Batches, and perhaps the end, that came while missing rows are being fetched. */
  #held: MetricBatch[] | null = null;
  #heldEnd: JobEnd | null = null;

  constructor(
    worker: WorkerProcess,
    readonly operationId: OperationId,
  ) {
    this.#worker = worker;
    this.ended = new Promise((resolve) => {
      this.#settleEnd = resolve;
    });
    this.#letGo = worker.follow({
      operationId,
      onMessage: (message) => this.#receive(message),
      onMalformed: (detail) => this.#fail('The worker sent a message that Tradewind does not understand.', detail),
      onExit: (exit, wanted) => this.#onExit(exit, wanted),
    });
  }

  get workerId(): string {
    return this.#worker.workerId;
  }

  /** Hands over the job. Resolves with true once the worker took it on, with false when it ended before; never rejects. */
  start(job: JobSpec): Promise<boolean> {
    if (this.#state === 'ended') return Promise.resolve(false);
    if (this.#state === 'started') throw new Error(`${this.operationId} was started before`);
    this.#state = 'started';
    return new Promise((resolve) => {
      this.#settleStart = resolve;
      try {
        this.#worker.send({ kind: 'start', operationId: this.operationId, job });
      } catch (error) {
        this.#finish({ kind: 'failed', failure: failureOf(error), warnings: [] });
      }
    });
  }

  get state(): 'new' | 'started' | 'ended' {
    return this.#state;
  }

  /** Gives up an operation that was not started. */
  abandon(): void {
    if (this.#state === 'new') this.#finish({ kind: 'cancelled', forced: false, warnings: [] });
  }

  cancel(reason: CancelReason): void {
    if (this.#state === 'started') this.#worker.send({ kind: 'cancel', operationId: this.operationId, reason });
  }

  /** Ends the compute thread. */
  terminate(): void {
    if (this.#state !== 'started') return;
    this.#terminated = true;
    this.#worker.send({ kind: 'terminate', operationId: this.operationId });
  }

  /** Ends the whole worker. */
  kill(): void {
    if (this.#state !== 'ended') this.#worker.kill();
  }

  /** Where the job is now; null when the worker does not say so within half a second. */
  async snapshot(): Promise<JobSnapshot | null> {
    if (this.#state !== 'started') return null;
    try {
      const { operationId } = this;
      const reply = await this.#worker.ask(
        (requestId) => ({ kind: 'snapshot', requestId, operationId }),
        SNAPSHOT_TIMEOUT_MS,
      );
      return reply.kind === 'snapshotReply' ? reply.snapshot : null;
    } catch {
      return null;
    }
  }

  /**
   * Metric rows from a cursor on, as far as the worker still has them; null when there are none.
   * @throws FailureError when it no longer has them, has ended or does not answer.
   */
  async metricsSince(cursor: number): Promise<MetricBatch | null> {
    const { operationId } = this;
    const reply = await this.#worker.ask(
      (requestId) => ({ kind: 'metrics', requestId, operationId, cursor }),
      METRICS_TIMEOUT_MS,
    );
    if (reply.kind !== 'metricsReply') throw new Error(`asked for metrics, got ${reply.kind}`);
    return reply.batch;
  }

  onProgress(listener: (snapshot: JobSnapshot) => void): Dispose {
    this.#progressListeners.add(listener);
    return () => this.#progressListeners.delete(listener);
  }

  onMetrics(listener: (batch: MetricBatch) => void): Dispose {
    this.#metricListeners.add(listener);
    return () => this.#metricListeners.delete(listener);
  }

  /** Within the very turn in which it ended. */
  onEnd(listener: (end: JobEnd) => void): Dispose {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  #receive(message: OperationMessage): void {
    if (this.#state === 'ended' || this.#verdict !== null || this.#heldEnd !== null) return;
    switch (message.kind) {
      case 'started':
        this.#settleStart(true);
        break;
      case 'progress':
        for (const listener of [...this.#progressListeners]) listener(message.snapshot);
        break;
      case 'metrics':
        this.#takeMetrics(message.batch);
        break;
      case 'completed':
        this.#end({ kind: 'completed', outcome: message.outcome });
        break;
      case 'cancelled':
        this.#end({ kind: 'cancelled', forced: message.forced, warnings: message.warnings });
        break;
      case 'failed':
        this.#end({ kind: 'failed', failure: message.failure, warnings: message.warnings });
        break;
      default:
        assertNever(message, 'message about an operation');
    }
  }

  #takeMetrics(batch: MetricBatch): void {
    const fault = batchFault(batch);
    if (fault !== null) {
      this.#fail('The worker sent metrics that Tradewind does not understand.', fault);
      return;
    }
    if (this.#held !== null) {
      this.#held.push(batch);
      return;
    }
    const fresh = this.#stream.accept(batch);
    if (fresh === 'gap') {
      this.#held = [batch];
      void this.#fetchMissing();
    } else if (fresh !== null) {
      for (const listener of [...this.#metricListeners]) listener(fresh);
    }
  }

  async #fetchMissing(): Promise<void> {
    const from = this.#stream.nextSeq;
    try {
      const missing = await this.metricsSince(from);
      if (this.#state === 'ended' || this.#verdict !== null) return;
      const held = this.#held ?? [];
      const end = this.#heldEnd;
      this.#held = null;
      this.#heldEnd = null;
      if (missing !== null) this.#takeMetrics(missing);
      if (this.#stream.nextSeq === from) throw new Error(`the worker has no row ${from}`);
      for (const batch of held) this.#takeMetrics(batch);
      if (end !== null) this.#end(end);
    } catch (error) {
      this.#fail(`Metric rows from ${from} on were lost on their way from the worker.`, failureOf(error).message);
    }
  }

  /** A terminal message; it waits for the rows that are being fetched. */
  #end(end: JobEnd): void {
    if (this.#held !== null) this.#heldEnd = end;
    else this.#finish(end);
  }

  /** The operation cannot be followed any more. It ends as failed, once the worker is gone. */
  #fail(message: string, detail: string): void {
    if (this.#state === 'ended' || this.#verdict !== null) return;
    this.#verdict = failure('internal', `${message} The operation was stopped; start it again.`, { detail });
    this.#worker.kill();
  }

  #onExit(exit: WorkerExit, wanted: boolean): void {
    if (this.#verdict !== null) this.#finish({ kind: 'failed', failure: this.#verdict, warnings: [] });
    else if (wanted || this.#terminated) this.#finish({ kind: 'cancelled', forced: true, warnings: [] });
    else this.#finish({ kind: 'failed', failure: crashOf(exit), warnings: [] });
  }

  #finish(end: JobEnd): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#letGo();
    this.#settleStart(false);
    for (const listener of [...this.#endListeners]) listener(end);
    this.#settleEnd(end);
  }
}
