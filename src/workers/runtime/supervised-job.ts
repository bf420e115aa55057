import { failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type {
  JobOutcome,
  JobSnapshot,
  JobSpec,
  JobType,
  MetricBatch,
  WorkerToMain,
} from '../../contract/worker-protocol';
import { JobCancelled } from '../../engine/job-control';
import { createBridgeMemory } from './bridge-memory';
import { BridgeReader } from './bridge-reader';
import { BridgeWriter } from './bridge-writer';
import type { ComputeThread } from './compute-thread';
import { type AbruptEnd, endOfThrown } from './end-of-thrown';
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

type JobEnd =
  | { readonly kind: 'completed'; readonly outcome: JobOutcome }
  | { readonly kind: 'cancelled'; readonly forced: boolean }
  | Extract<AbruptEnd, { kind: 'failed' }>;

export interface SupervisedJobOptions {
  readonly operationId: OperationId;
  readonly spec: JobSpec;
  readonly half: () => Promise<AnySupervisorJob>;
  readonly thread: ComputeThread;
  readonly post: (message: WorkerToMain) => void;
  /** For the worker's log. */
  readonly log: (line: string) => void;
}

/** One job from `started` to its terminal message: load here, compute in the thread, save here. */
export class SupervisedJob {
  readonly operationId: OperationId;
  readonly #options: SupervisedJobOptions;
  readonly #memory = createBridgeMemory();
  readonly #reader = new BridgeReader(this.#memory);
  readonly #metrics = new MetricTail();
  readonly #stop = new AbortController();
  #stage: 'waiting' | 'computing' | 'ended' = 'waiting';
  #phaseLabels: readonly string[] = [];
  #publishedSeq = 0;

  constructor(options: SupervisedJobOptions) {
    this.operationId = options.operationId;
    this.#options = options;
  }

  /** Resolves when the terminal message is out; never rejects. Tells whether the job left its thread in good order. */
  async run(): Promise<'clean' | 'unclean'> {
    this.#options.post({ kind: 'started', operationId: this.operationId });
    const publishing = setInterval(() => this.#publish(), PUBLISH_EVERY_MS);
    const end = await this.#steps().catch((thrown: unknown) => this.#endOf(thrown));
    clearInterval(publishing);
    this.#stage = 'ended';
    this.#publish();
    this.#finish(end);
    return end.kind === 'completed' || (end.kind === 'cancelled' && !end.forced) ? 'clean' : 'unclean';
  }

  /** Raises the flag for the thread and interrupts what `load` or `save` waits for. Without effect after the end. */
  cancel(): void {
    raiseCancelFlag(this.#memory);
    this.#stop.abort(new JobCancelled());
  }

  /**
   * Ends the thread; `run` then reports a forced cancellation. False when the job is not computing but waits for a
   * load or save that only the end of the process stops.
   */
  terminate(): boolean {
    if (this.#stage === 'waiting') return false;
    if (this.#stage === 'computing') void this.#options.thread.terminate();
    return true;
  }

  get hasEnded(): boolean {
    return this.#stage === 'ended';
  }

  snapshot(): JobSnapshot | null {
    return this.#reader.snapshot();
  }

  metricsFrom(cursor: number): MetricBatch | null | 'gone' {
    this.#publish();
    return this.#metrics.from(cursor);
  }

  async #steps(): Promise<JobEnd> {
    const { spec, thread } = this.#options;
    const { signal } = this.#stop;
    const half = await this.#options.half();
    if (half.type !== spec.type) throw new Error(`asked for a ${spec.type} job, got a ${half.type} job`);
    this.#phaseLabels = half.phases.map((phase) => phase.label);
    const writer = new BridgeWriter(this.#memory, new SharedToken(this.#memory));
    const context: SupervisorContext = { signal, update: (current, total) => writer.update(current, total) };

    const stopIfAsked = (): void => {
      if (half.ignoresCancel?.(spec as never) !== true) signal.throwIfAborted();
    };

    stopIfAsked();
    writer.startPhase(half.loadPhase);
    const input = await half.load(spec as never, context);
    stopIfAsked();

    this.#stage = 'computing';
    const run = await thread.run({ type: spec.type, input, memory: this.#memory });
    this.#stage = 'waiting';
    if (run.kind === 'terminated') return { kind: 'cancelled', forced: true };
    if (run.kind === 'cancelled') return { kind: 'cancelled', forced: false };
    if (run.kind === 'failed') return run;
    stopIfAsked();

    writer.startPhase(half.savePhase);
    return { kind: 'completed', outcome: await half.save(run.output as never, spec as never, context) };
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
      this.#options.post({ kind: 'failed', operationId, failure: unsendable, warnings: [] });
    }
  }

  #terminalMessage(end: JobEnd): WorkerToMain {
    const { operationId } = this;
    switch (end.kind) {
      case 'completed':
        return { kind: 'completed', operationId, outcome: end.outcome };
      case 'cancelled':
        return { kind: 'cancelled', operationId, forced: end.forced, warnings: [] };
      case 'failed': {
        const phase = end.failure.phase ?? this.#phaseLabels[this.#reader.snapshot()?.phase ?? -1] ?? null;
        return { kind: 'failed', operationId, failure: { ...end.failure, phase }, warnings: [] };
      }
    }
  }
}
