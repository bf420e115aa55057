import { assertNever } from '../../contract/assert-never';
import type { CancelReason } from '../../contract/cancellation';
import type { CheckpointCause } from '../../contract/checkpoints';
import { type Failure, failure, failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { phasesOf } from '../../contract/phases-of';
import type { JobSnapshot, JobSpec, JobStart, MetricBatch, WrittenCheckpoint } from '../../contract/worker-protocol';
import { climbCancelLadder } from '../cancellation/cancel-ladder';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import { Listeners } from '../listeners';
import type { JobEnd } from './job-end';
import { batchFault, MetricStream } from './metric-stream';
import type { Silence } from './signs-of-life';
import { unresponsiveFailure } from './unresponsive-failure';
import { crashOfOperation, type WorkerExit } from './worker-exit';
import type { OperationMessage, WorkerProcess } from './worker-process';

const SNAPSHOT_TIMEOUT_MS = 500;
const METRICS_TIMEOUT_MS = 2_000;

/** What has to come in the order in which it was sent: nothing of it may overtake metric rows that are missing. */
type OrderedMessage = Exclude<OperationMessage, { kind: 'started' | 'progress' }>;

/**
 * Main's client for one operation in one worker. Listeners are called in the order things happened: `start` resolves
 * before the first progress; every metric row comes in order, once, and before the checkpoint that counts it; all of
 * it comes before `ended` settles.
 */
export class OperationServiceProxy {
  /** Always settles, at the latest with the worker's exit; never rejects. */
  readonly ended: Promise<JobEnd>;
  readonly #worker: WorkerProcess;
  readonly #clock: Clock;
  readonly #letGo: Dispose;
  #stream = new MetricStream(0);
  readonly #progressListeners = new Listeners<JobSnapshot>();
  readonly #metricListeners = new Listeners<MetricBatch>();
  readonly #checkpointListeners = new Listeners<WrittenCheckpoint>();
  readonly #checkpointFailedListeners = new Listeners<Failure>();
  readonly #responsivenessListeners = new Listeners<string | null>();
  readonly #endListeners = new Listeners<JobEnd>();
  #settleEnd: (end: JobEnd) => void = () => {};
  #settleStart: (taken: boolean) => void = () => {};
  #state: 'new' | 'started' | 'ended' = 'new';
  #job: JobSpec | null = null;
  /** Index of the phase the job was last heard from. */
  #phase: number | null = null;
  #isCancelled = false;
  /** Why the operation failed, while the worker that has become useless is being ended. */
  #verdict: Failure | null = null;
  /** Why work that is being ended by force failed; should it end by itself meanwhile, that counts. */
  #givenUp: Failure | null = null;
  /** What came while missing rows are being fetched. */
  #held: OrderedMessage[] | null = null;

  constructor(
    worker: WorkerProcess,
    readonly operationId: OperationId,
    clock: Clock,
  ) {
    this.#worker = worker;
    this.#clock = clock;
    this.ended = new Promise((resolve) => {
      this.#settleEnd = resolve;
    });
    this.#letGo = worker.follow({
      operationId,
      onMessage: (message) => this.#receive(message),
      onMalformed: (detail) => this.#fail('The worker sent a message that Tradewind does not understand.', detail),
      onResponsiveness: (since) => this.#responsivenessListeners.tell(since),
      onGivenUp: (silence) => this.#giveUp(silence),
      onExit: (exit, wanted) => this.#onExit(exit, wanted),
    });
  }

  get workerId(): string {
    return this.#worker.workerId;
  }

  /** Hands over the job. Resolves with true once the worker took it on, with false when it ended before; never rejects. */
  start(job: JobSpec, start: JobStart): Promise<boolean> {
    if (this.#state === 'ended') return Promise.resolve(false);
    if (this.#state === 'started') throw new Error(`${this.operationId} was started before`);
    this.#state = 'started';
    this.#job = job;
    this.#stream = new MetricStream(start.firstMetricSeq);
    return new Promise((resolve) => {
      this.#settleStart = resolve;
      try {
        this.#worker.send({ kind: 'start', operationId: this.operationId, job, start });
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
    if (this.#state !== 'started') return;
    this.#isCancelled = true;
    this.#worker.send({ kind: 'cancel', operationId: this.operationId, reason });
  }

  /** Asks for a checkpoint as soon as the job can write one; it works on. */
  requestCheckpoint(cause: CheckpointCause): void {
    if (this.#state !== 'started') return;
    this.#worker.send({ kind: 'checkpoint', operationId: this.operationId, cause });
  }

  /** Ends the compute thread. */
  terminate(): void {
    if (this.#state === 'started') this.#worker.send({ kind: 'terminate', operationId: this.operationId });
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
    return this.#progressListeners.add(listener);
  }

  onMetrics(listener: (batch: MetricBatch) => void): Dispose {
    return this.#metricListeners.add(listener);
  }

  /** Its file is on disk, and the metric rows it counts were told before. */
  onCheckpoint(listener: (checkpoint: WrittenCheckpoint) => void): Dispose {
    return this.#checkpointListeners.add(listener);
  }

  /** A checkpoint could not be written; the job goes on without. */
  onCheckpointFailed(listener: (reason: Failure) => void): Dispose {
    return this.#checkpointFailedListeners.add(listener);
  }

  /** Since when nothing is heard of the work although it is due; null once it is heard again. */
  onResponsiveness(listener: (since: string | null) => void): Dispose {
    return this.#responsivenessListeners.add(listener);
  }

  /** Within the very turn in which it ended. */
  onEnd(listener: (end: JobEnd) => void): Dispose {
    return this.#endListeners.add(listener);
  }

  #receive(message: OperationMessage): void {
    if (this.#state === 'ended' || this.#verdict !== null) return;
    if (message.kind === 'started') {
      this.#phase = 0;
      this.#settleStart(true);
    } else if (message.kind === 'progress') {
      this.#phase = message.snapshot.phase;
      this.#progressListeners.tell(message.snapshot);
    } else if (this.#held !== null) {
      this.#held.push(message);
    } else {
      this.#receiveInOrder(message);
    }
  }

  #receiveInOrder(message: OrderedMessage): void {
    switch (message.kind) {
      case 'metrics':
        this.#takeMetrics(message);
        break;
      case 'checkpoint':
        // The rows it counts were sent before it, so whatever is missing was lost.
        if (message.checkpoint.nextMetricSeq > this.#stream.nextSeq) this.#fetchMissing(message);
        else this.#checkpointListeners.tell(message.checkpoint);
        break;
      case 'checkpointFailed':
        this.#checkpointFailedListeners.tell(message.failure);
        break;
      case 'completed':
        this.#finish({ kind: 'completed', outcome: message.outcome });
        break;
      case 'cancelled':
        this.#finish(this.#endOfStopped(message.forced, message.warnings));
        break;
      case 'failed':
        this.#finish({ kind: 'failed', failure: message.failure, warnings: message.warnings });
        break;
      default:
        assertNever(message, 'message about an operation');
    }
  }

  #takeMetrics(message: Extract<OrderedMessage, { kind: 'metrics' }>): void {
    const fault = batchFault(message.batch);
    if (fault !== null) {
      this.#fail('The worker sent metrics that Tradewind does not understand.', fault);
      return;
    }
    const fresh = this.#stream.accept(message.batch);
    if (fresh === 'gap') this.#fetchMissing(message);
    else if (fresh !== null) this.#metricListeners.tell(fresh);
  }

  /** `then` is the message that showed that rows are missing; it and all that follow wait for them. */
  #fetchMissing(then: OrderedMessage): void {
    this.#held = [then];
    const from = this.#stream.nextSeq;
    this.metricsSince(from)
      .then((batch) => this.#goOn(from, batch))
      .catch((error: unknown) =>
        this.#fail(`Metric rows from ${from} on were lost on their way from the worker.`, failureOf(error).message),
      );
  }

  #goOn(from: number, missing: MetricBatch | null): void {
    if (this.#state === 'ended' || this.#verdict !== null) return;
    const held = this.#held ?? [];
    this.#held = null;
    const { operationId } = this;
    if (missing !== null) this.#receive({ kind: 'metrics', operationId, batch: missing });
    if (this.#stream.nextSeq === from) throw new Error(`the worker has no row ${from}`);
    for (const message of held) this.#receive(message);
  }

  /** The operation cannot be followed any more. It ends as failed, once the worker is gone. */
  #fail(message: string, detail: string): void {
    if (this.#state === 'ended' || this.#verdict !== null) return;
    const text = `${message} The operation was stopped; start it again.`;
    this.#verdict = failure('internal', text, { detail, phase: this.#phaseLabel() });
    this.#worker.kill();
  }

  /** Ends work that is not heard of. Where it is being cancelled, that is on its way already. */
  #giveUp(silence: Silence): void {
    if (this.#state === 'new') this.#worker.kill();
    if (this.#state !== 'started' || this.#isCancelled || this.#verdict !== null) return;
    this.#givenUp = unresponsiveFailure(this.#worker.kind, silence, this.#phaseLabel());
    climbCancelLadder(this, 'timeout', { graceMs: 0, clock: this.#clock }).forceNow();
  }

  /** The end of what was stopped: by whoever cancelled it, or because it was given up. */
  #endOfStopped(forced: boolean, warnings: readonly string[]): JobEnd {
    return this.#givenUp === null
      ? { kind: 'cancelled', forced, warnings }
      : { kind: 'failed', failure: this.#givenUp, warnings };
  }

  #onExit(exit: WorkerExit, wanted: boolean): void {
    if (this.#verdict !== null) this.#finish({ kind: 'failed', failure: this.#verdict, warnings: [] });
    else if (wanted || this.#givenUp !== null) this.#finish(this.#endOfStopped(true, []));
    else this.#finish({ kind: 'failed', failure: crashOfOperation(exit, this.#phaseLabel()), warnings: [] });
  }

  #phaseLabel(): string | null {
    if (this.#job === null || this.#phase === null) return null;
    return phasesOf(this.#job.type)[this.#phase]?.label ?? null;
  }

  #finish(end: JobEnd): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#letGo();
    this.#settleStart(false);
    this.#endListeners.tell(end);
    this.#settleEnd(end);
  }
}
