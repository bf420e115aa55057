import type { CancelReason } from '../../contract/cancellation';
import type { CheckpointCause } from '../../contract/checkpoints';
import { failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type {
  JobOutcome,
  JobSnapshot,
  JobSpec,
  JobStart,
  JobType,
  MetricBatch,
  WorkerToMain,
} from '../../contract/worker-protocol';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { JobCancelled } from '../../engine/job-control';
import { CHECKPOINT_ASKED_WORD, CHECKPOINTS_PENDING_WORD, createBridgeMemory } from './bridge-memory';
import { BridgeReader } from './bridge-reader';
import { BridgeWriter } from './bridge-writer';
import { CheckpointOutbox } from './checkpoint-outbox';
import { readCheckpoint } from './checkpoint-reader';
import { type WriteCheckpoint, writeCheckpoint } from './checkpoint-writer';
import type { HandedState, StoredState } from './compute-messages';
import type { ComputeThread } from './compute-thread';
import { type AbruptEnd, endOfThrown } from './end-of-thrown';
import { jobHash } from './job-hash';
import type { SupervisorContext, SupervisorJob } from './job-module';
import { MetricTail } from './metric-tail';
import { raiseCancelFlag, SharedToken } from './shared-token';

/** Any job's supervisor half: its spec, input and output are the business of its own two halves only. */
export interface AnySupervisorJob
  extends Pick<SupervisorJob<JobType, unknown, unknown>, 'phases' | 'loadPhase' | 'savePhase'> {
  readonly type: JobType;
  ignoresCancel?(job: never): boolean;
  load(job: never, context: SupervisorContext): Promise<unknown>;
  save(output: never, job: never, context: SupervisorContext): Promise<JobOutcome>;
}

/** At most 20 messages a second for progress, and metrics at most this much behind. */
const PUBLISH_EVERY_MS = 50;
/** What a phase promises that does not say otherwise. */
const REPORT_EVERY_MS = 1_000;

type JobEnd =
  | { readonly kind: 'completed'; readonly outcome: JobOutcome }
  | { readonly kind: 'cancelled'; readonly forced: boolean }
  | Extract<AbruptEnd, { kind: 'failed' }>;

export interface SupervisedJobOptions {
  readonly operationId: OperationId;
  readonly spec: JobSpec;
  readonly start: JobStart;
  readonly half: () => Promise<AnySupervisorJob>;
  readonly thread: ComputeThread;
  readonly post: (message: WorkerToMain) => void;
  /** For the worker's log. */
  readonly log: (line: string) => void;
  /** Absent: to disk. */
  readonly writeCheckpoint?: WriteCheckpoint;
  /** A monotonic clock in milliseconds; absent: the process's. */
  readonly now?: () => number;
}

/** How long a job has been silent, and after how long it should have said something; in milliseconds. */
export interface ReportAge {
  readonly reportAgeMs: number;
  readonly reportDueMs: number;
}

/** One job from `started` to its terminal message: load here, compute in the thread, save here. */
export class SupervisedJob {
  readonly operationId: OperationId;
  readonly #options: SupervisedJobOptions;
  readonly #memory = createBridgeMemory();
  readonly #words = new Int32Array(this.#memory);
  readonly #reader: BridgeReader;
  readonly #metrics = new MetricTail();
  readonly #outbox: CheckpointOutbox;
  readonly #stop = new AbortController();
  readonly #warnings: string[] = [];
  readonly #now: () => number;
  readonly #startedAt: number;
  /** `leaving`: it is decided how the job ends, checkpoints are still being written. */
  #stage: 'waiting' | 'computing' | 'leaving' | 'ended' = 'waiting';
  #phases: AnySupervisorJob['phases'] = [];
  #publishedSeq = 0;
  #reportedAt: number;
  #cancelReason: CancelReason | null = null;
  #askedCause: CheckpointCause = 'suspend';
  #isForced = false;
  /** True from the moment the thread is done until it is told what became of that. */
  #keepsWork = false;

  constructor(options: SupervisedJobOptions) {
    const { operationId, spec, start, post } = options;
    this.operationId = operationId;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#startedAt = this.#now();
    this.#reportedAt = this.#startedAt;
    this.#reader = new BridgeReader(this.#memory, start.firstMetricSeq);
    this.#outbox = new CheckpointOutbox({
      operationId,
      engineVersion: ENGINE_VERSION,
      jobHash: jobHash(spec),
      folder: start.checkpointsFolder,
      firstMetricSeq: start.firstMetricSeq,
      write: options.writeCheckpoint ?? writeCheckpoint,
      onWritten: (checkpoint) => {
        // Main must have the rows before it counts on what comes after them.
        this.#publish();
        post({ kind: 'checkpoint', operationId, checkpoint });
      },
      onFailed: (failure) => post({ kind: 'checkpointFailed', operationId, failure }),
      onSettled: () => Atomics.sub(this.#words, CHECKPOINTS_PENDING_WORD, 1),
    });
  }

  /** Resolves when the terminal message is out; never rejects. Tells whether the job left its thread in good order. */
  async run(): Promise<'clean' | 'unclean'> {
    this.#options.post({ kind: 'started', operationId: this.operationId });
    const publishing = setInterval(() => this.#publish(), PUBLISH_EVERY_MS);
    const end = await this.#leave(await this.#steps().catch((thrown: unknown) => this.#endOf(thrown)));
    clearInterval(publishing);
    this.#stage = 'ended';
    this.#publish();
    this.#finish(end);
    return end.kind === 'completed' || (end.kind === 'cancelled' && !end.forced) ? 'clean' : 'unclean';
  }

  /** Raises the flag for the thread and interrupts what `load` or `save` waits for. Without effect after the end. */
  cancel(reason: CancelReason): void {
    this.#cancelReason ??= reason;
    raiseCancelFlag(this.#memory);
    this.#stop.abort(new JobCancelled());
  }

  /** Asks for a checkpoint at the job's next look; it works on. */
  requestCheckpoint(cause: CheckpointCause): void {
    this.#askedCause = cause;
    Atomics.store(this.#words, CHECKPOINT_ASKED_WORD, 1);
  }

  /**
   * Ends the thread, and gives up the checkpoint that is being written; `run` then reports a forced cancellation. False
   * when the job is not computing but waits for a load or save that only the end of the process stops.
   */
  terminate(): boolean {
    if (this.#stage === 'waiting') return false;
    this.#isForced = true;
    this.#outbox.drop();
    if (this.#stage !== 'ended') void this.#options.thread.terminate();
    return true;
  }

  get hasEnded(): boolean {
    return this.#stage === 'ended';
  }

  snapshot(): JobSnapshot | null {
    return this.#reader.snapshot();
  }

  /** By the time the supervisor first saw a state: clocks that jump and a computer that sleeps make no job silent. */
  reportAge(): ReportAge {
    const snapshot = this.#reader.snapshot();
    if (snapshot !== null && snapshot.seq > this.#publishedSeq) this.#reportedAt = this.#now();
    const phase = this.#phases[snapshot?.phase ?? -1];
    return {
      reportAgeMs: Math.max(0, this.#now() - this.#reportedAt),
      reportDueMs: phase?.reportEveryMs ?? REPORT_EVERY_MS,
    };
  }

  metricsFrom(cursor: number): MetricBatch | null | 'gone' {
    this.#publish();
    return this.#metrics.from(cursor);
  }

  async #steps(): Promise<JobEnd> {
    const { spec, thread, post } = this.#options;
    const { signal } = this.#stop;
    const half = await this.#options.half();
    if (half.type !== spec.type) throw new Error(`asked for a ${spec.type} job, got a ${half.type} job`);
    this.#phases = half.phases;
    const writer = new BridgeWriter(this.#memory, new SharedToken(this.#memory));
    const context: SupervisorContext = { signal, update: (current, total) => writer.update(current, total) };

    const stopIfAsked = (): void => {
      if (half.ignoresCancel?.(spec as never) !== true) signal.throwIfAborted();
    };

    stopIfAsked();
    writer.startPhase(half.loadPhase);
    const resumeFrom = await this.#readCheckpoint();
    stopIfAsked();
    const input = await half.load(spec as never, context);
    stopIfAsked();

    this.#stage = 'computing';
    const run = await thread.run(
      {
        type: spec.type,
        input,
        memory: this.#memory,
        resumeFrom,
        policy: this.#options.start.policy,
        attemptAgeMs: this.#now() - this.#startedAt,
      },
      {
        state: (handed) => this.#outbox.add(handed, this.#causeOf(handed.why)),
        stateFailed: (failure) => post({ kind: 'checkpointFailed', operationId: this.operationId, failure }),
        warning: (sentence) => this.#warnings.push(sentence),
      },
    );
    this.#stage = 'waiting';
    if (run.kind === 'terminated') return { kind: 'cancelled', forced: true };
    if (run.kind === 'cancelled') return { kind: 'cancelled', forced: false };
    if (run.kind === 'failed') return run;
    this.#keepsWork = true;
    stopIfAsked();

    writer.startPhase(half.savePhase);
    const outcome = await half.save(run.output as never, spec as never, context);
    return { kind: 'completed', outcome: { ...outcome, warnings: [...this.#warnings, ...outcome.warnings] } };
  }

  /** Main has read it too; this is the reading that counts, as what was read is what is used. */
  async #readCheckpoint(): Promise<StoredState | null> {
    const { spec, start, operationId } = this.#options;
    if (start.resumeFrom === null) return null;
    const { path, sha256 } = start.resumeFrom;
    const expected = {
      sha256,
      operationId,
      jobHash: jobHash(spec),
      engineVersion: ENGINE_VERSION,
      nextMetricSeq: start.firstMetricSeq,
    };
    return await readCheckpoint(path, expected, this.#stop.signal);
  }

  #causeOf(why: HandedState['why']): CheckpointCause {
    switch (why) {
      case 'due':
        return 'periodic';
      case 'asked':
        return this.#askedCause;
      case 'failed':
        return 'failed';
      case 'cancelled':
        return this.#cancelReason === 'paused' || this.#cancelReason === 'shutdown' ? this.#cancelReason : 'cancelled';
    }
  }

  /** Everything that was done is on disk, or said not to be, before the end is told. */
  async #leave(end: JobEnd): Promise<JobEnd> {
    this.#stage = 'leaving';
    this.#reportedAt = this.#now();
    if (this.#keepsWork) await this.#options.thread.leave(end.kind);
    if (end.kind === 'completed') await this.#outbox.abandon();
    else await this.#outbox.settled();
    return end.kind === 'cancelled' && this.#isForced ? { kind: 'cancelled', forced: true } : end;
  }

  #endOf(thrown: unknown): JobEnd {
    const end = endOfThrown(thrown);
    if (end.kind === 'cancelled') return { kind: 'cancelled', forced: false };
    if (!this.#stop.signal.aborted) return end;
    // What was awaited ended because it was interrupted; drivers say so in words of their own.
    this.#options.log(`${this.operationId}: interrupted, ${end.failure.detail ?? end.failure.message}`);
    return { kind: 'cancelled', forced: false };
  }

  #publish(): void {
    const { operationId } = this;
    const batch = this.#reader.takeMetrics();
    if (batch !== null) {
      this.#metrics.add(batch);
      this.#options.post({ kind: 'metrics', operationId, batch });
    }
    const snapshot = this.#reader.snapshot();
    if (snapshot !== null && snapshot.seq > this.#publishedSeq) {
      this.#publishedSeq = snapshot.seq;
      this.#reportedAt = this.#now();
      this.#options.post({ kind: 'progress', operationId, snapshot });
    }
  }

  #finish(end: JobEnd): void {
    const { operationId } = this;
    if (this.#reader.waits > 0)
      this.#options.log(`${operationId}: waited ${this.#reader.waits} times for the metric ring`);
    try {
      this.#options.post(this.#terminalMessage(end));
    } catch (thrown) {
      // An outcome that cannot be cloned.
      const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      const unsendable = failure('internal', 'The finished result could not be handed over.', { detail });
      this.#options.post({ kind: 'failed', operationId, failure: unsendable, warnings: this.#warnings });
    }
  }

  #terminalMessage(end: JobEnd): WorkerToMain {
    const { operationId } = this;
    switch (end.kind) {
      case 'completed':
        return { kind: 'completed', operationId, outcome: end.outcome };
      case 'cancelled':
        return { kind: 'cancelled', operationId, forced: end.forced, warnings: this.#warnings };
      case 'failed': {
        const phase = end.failure.phase ?? this.#phases[this.#reader.snapshot()?.phase ?? -1]?.label ?? null;
        return { kind: 'failed', operationId, failure: { ...end.failure, phase }, warnings: this.#warnings };
      }
    }
  }
}
