import { assertNever } from '../../contract/assert-never';
import { failure, failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import {
  type JobSpec,
  type JobStart,
  type JobType,
  type MainToWorker,
  mainToWorkerSchema,
  WORKER_PROTOCOL_VERSION,
  type WorkerQuestion,
} from '../../contract/worker-protocol';
import type { WorkerKind } from '../../contract/workers';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { ComputeThread } from './compute-thread';
import { EXIT_CODES } from './exit-codes';
import type { QuestionAnswerer } from './job-module';
import { watchLoopLag } from './loop-lag';
import { type AnySupervisorJob, SupervisedJob } from './supervised-job';
import type { SupervisorPort } from './supervisor-port';

const HEARTBEAT_MS = 1_000;

/** The job whose supervisor half is loaded before the hello. */
const JOB_OF_KIND: Readonly<Record<WorkerKind, JobType>> = {
  training: 'training',
  backtesting: 'backtesting',
  data: 'data_load',
  dummy: 'dummy',
  analysis: 'agent_design',
};

/** Each job's supervisor half, imported by the workers that need it: a dummy never loads a database driver. */
export type SupervisorJobs = { readonly [T in JobType]: () => Promise<AnySupervisorJob> };

export interface SupervisorOptions {
  readonly port: SupervisorPort;
  readonly workerId: string;
  readonly workerKind: WorkerKind;
  readonly jobs: SupervisorJobs;
  readonly answer: QuestionAnswerer;
  /** File the compute thread starts from. */
  readonly computeEntry: string;
  readonly exit: (code: number) => void;
  readonly log: (line: string) => void;
}

/** A worker's event loop: it never computes, so it can always answer. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  /** The latest one: when it has ended, its last metrics can still be asked for. */
  #job: SupervisedJob | null = null;
  /** Kept for the next job while the last one left it in good order. */
  #thread: ComputeThread | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /**
   * Says hello; from here on messages are served until the process ends. A database driver takes a quarter of a second
   * to load, during which nothing could be answered: so that comes before the hello, not into the first job.
   */
  async serve(): Promise<void> {
    const { port, workerId, workerKind, jobs, log } = this.#options;
    port.onMessage((message) => this.#receive(message));
    await jobs[JOB_OF_KIND[workerKind]]().catch((error: unknown) => log(`not loaded before it is needed: ${error}`));
    this.#beat();
    port.post({
      kind: 'hello',
      workerId,
      workerKind,
      pid: process.pid,
      protocolVersion: WORKER_PROTOCOL_VERSION,
      engineVersion: ENGINE_VERSION,
    });
  }

  #beat(): void {
    const worstLag = watchLoopLag();
    setInterval(() => {
      const job = this.#job === null || this.#job.hasEnded ? null : this.#job;
      this.#options.port.post({
        kind: 'heartbeat',
        operationId: job?.operationId ?? null,
        memoryBytes: process.memoryUsage().rss,
        loopLagMs: worstLag(),
        ...(job?.reportAge() ?? { reportAgeMs: null, reportDueMs: null }),
      });
    }, HEARTBEAT_MS);
  }

  #receive(received: unknown): void {
    const parsed = mainToWorkerSchema.safeParse(received);
    if (!parsed.success) {
      this.#options.log(`message not understood: ${parsed.error.message}`);
      this.#options.exit(EXIT_CODES.messageNotUnderstood);
      return;
    }
    this.#serve(parsed.data);
  }

  #serve(message: MainToWorker): void {
    const { port, exit } = this.#options;
    switch (message.kind) {
      case 'start':
        this.#start(message.operationId, message.job, message.start);
        break;
      case 'cancel':
        this.#jobOf(message.operationId)?.cancel(message.reason);
        break;
      case 'checkpoint':
        this.#jobOf(message.operationId)?.requestCheckpoint(message.cause);
        break;
      case 'terminate':
        this.#terminate(message.operationId);
        break;
      case 'snapshot': {
        const snapshot = this.#jobOf(message.operationId)?.snapshot() ?? null;
        port.post({ kind: 'snapshotReply', requestId: message.requestId, snapshot });
        break;
      }
      case 'metrics':
        this.#resendMetrics(message.requestId, message.operationId, message.cursor);
        break;
      case 'question':
        void this.#answer(message.requestId, message.question);
        break;
      case 'exit':
        exit(EXIT_CODES.asked);
        break;
      default:
        assertNever(message, 'message from main');
    }
  }

  /** Messages about an earlier operation find no job. */
  #jobOf(operationId: OperationId): SupervisedJob | null {
    return this.#job?.operationId === operationId ? this.#job : null;
  }

  #start(operationId: OperationId, spec: JobSpec, start: JobStart): void {
    const { port, jobs, log } = this.#options;
    if (this.#job !== null && !this.#job.hasEnded) {
      const refusal = failure('internal', 'The worker was given a second operation while it was busy.');
      port.post({ kind: 'failed', operationId, failure: refusal, warnings: [] });
      return;
    }
    const thread = this.#takeThread();
    const job = new SupervisedJob({
      operationId,
      spec,
      start,
      half: jobs[spec.type],
      thread,
      post: (message) => port.post(message),
      log,
    });
    this.#job = job;
    void job.run().then((state) => {
      if (state === 'clean' && !thread.isGone) this.#thread = thread;
      else void thread.terminate();
    });
  }

  /** Starting a thread takes about 100 ms, which pass while the job loads. */
  #takeThread(): ComputeThread {
    const kept = this.#thread;
    this.#thread = null;
    return kept === null || kept.isGone ? new ComputeThread(this.#options.computeEntry) : kept;
  }

  #terminate(operationId: OperationId): void {
    const job = this.#jobOf(operationId);
    if (job !== null && !job.terminate()) this.#options.exit(EXIT_CODES.stoppedWhileWaiting);
  }

  #resendMetrics(requestId: number, operationId: OperationId, cursor: number): void {
    const { port } = this.#options;
    const batch = this.#jobOf(operationId)?.metricsFrom(cursor) ?? null;
    if (batch === 'gone') {
      const refusal = failure('internal', `Metric rows from ${cursor} on are no longer in the worker's memory.`);
      port.post({ kind: 'refusal', requestId, failure: refusal });
    } else {
      port.post({ kind: 'metricsReply', requestId, batch });
    }
  }

  async #answer(requestId: number, question: WorkerQuestion): Promise<void> {
    const { port, answer } = this.#options;
    try {
      port.post({ kind: 'answer', requestId, answer: await answer(question) });
    } catch (thrown) {
      port.post({ kind: 'refusal', requestId, failure: failureOf(thrown) });
    }
  }
}
