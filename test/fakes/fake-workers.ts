import type { OperationId } from '../../src/contract/identifiers';
import {
  type JobSnapshot,
  type JobStart,
  type MainToWorker,
  type MetricBatch,
  WORKER_PROTOCOL_VERSION,
  type WorkerToMain,
  type WrittenCheckpoint,
} from '../../src/contract/worker-protocol';
import type { WorkerKind } from '../../src/contract/workers';
import type { Clock } from '../../src/main/clock';
import type { WorkerAdapter, WorkerHandle } from '../../src/main/workers/worker-adapter';
import type { WorkerExit } from '../../src/main/workers/worker-exit';

const BEAT_MS = 1_000;

/**
 * A worker process in memory: it beats, and does nothing else but what the test makes it do. Everything said is cloned
 * on its way.
 */
export class FakeWorker implements WorkerHandle {
  readonly received: MainToWorker[] = [];
  pid: number | null;
  isGone = false;
  /** A process that does not even die when it is killed. */
  survivesKill = false;
  /** What its beats say about the job. */
  reportAgeMs = 0;
  reportDueMs = 1_000;
  #isHung = false;
  #hasEnded = false;
  #onMessage: (message: unknown) => void = () => {};
  #onExit: (exit: WorkerExit) => void = () => {};

  constructor(
    readonly workerId: string,
    readonly kind: WorkerKind,
    pid: number,
    private readonly clock: Clock,
  ) {
    this.pid = pid;
    this.#beatLater();
  }

  post(message: MainToWorker): void {
    this.received.push(structuredClone(message));
    if (message.kind === 'start') this.#hasEnded = false;
    if (message.kind === 'exit') this.exit(0);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (exit: WorkerExit) => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    if (!this.survivesKill) queueMicrotask(() => this.exit(9));
  }

  say(message: WorkerToMain): void {
    if (message.kind === 'completed' || message.kind === 'cancelled' || message.kind === 'failed')
      this.#hasEnded = true;
    this.sayAnything(message);
  }

  sayAnything(message: unknown): void {
    this.#onMessage(structuredClone(message));
  }

  hello(protocolVersion: number = WORKER_PROTOCOL_VERSION): void {
    const { workerId, kind: workerKind } = this;
    this.say({ kind: 'hello', workerId, workerKind, pid: this.pid ?? 0, protocolVersion, engineVersion: '1' });
  }

  /** Says nothing more by itself, until it comes back. */
  hang(): void {
    this.#isHung = true;
  }

  comeBack(): void {
    this.#isHung = false;
    this.beat();
  }

  beat(): void {
    const operationId = this.operationId;
    const report = { reportAgeMs: this.reportAgeMs, reportDueMs: this.reportDueMs };
    const none = { reportAgeMs: null, reportDueMs: null };
    const job = operationId === null ? none : report;
    this.say({ kind: 'heartbeat', operationId, memoryBytes: 1, loopLagMs: 0, ...job });
  }

  /** What it was given last, until it said how that ended. */
  get operationId(): OperationId | null {
    return this.#hasEnded ? null : (this.last('start')?.operationId ?? null);
  }

  exit(code: number, output = ''): void {
    if (this.isGone) return;
    this.isGone = true;
    this.pid = null;
    this.#onExit({ code, output });
  }

  #beatLater(): void {
    this.clock.after(BEAT_MS, () => {
      if (this.isGone) return;
      if (!this.#isHung) this.beat();
      this.#beatLater();
    });
  }

  complete(operationId: OperationId): void {
    this.say({ kind: 'completed', operationId, outcome: dummyOutcome() });
  }

  /** Takes on what it was given. */
  take(operationId: OperationId): void {
    this.say({ kind: 'started', operationId });
  }

  /** Says that it wrote a checkpoint; where the file itself matters, the test puts it there. */
  checkpoint(operationId: OperationId, more: Partial<WrittenCheckpoint> = {}): WrittenCheckpoint {
    const checkpoint = { ...writtenCheckpoint(), ...more };
    this.say({ kind: 'checkpoint', operationId, checkpoint });
    return checkpoint;
  }

  /** The newest message of a kind that main sent. */
  last<K extends MainToWorker['kind']>(kind: K): Extract<MainToWorker, { kind: K }> | undefined {
    return this.received.findLast((message): message is Extract<MainToWorker, { kind: K }> => message.kind === kind);
  }
}

/** Keeps what it forked. Workers say hello by themselves unless `greets` is set to false. */
export class FakeWorkerAdapter implements WorkerAdapter {
  readonly workers: FakeWorker[] = [];
  greets = true;

  constructor(private readonly clock: Clock) {}

  fork(workerId: string, kind: WorkerKind): WorkerHandle {
    const worker = new FakeWorker(workerId, kind, 1_000 + this.workers.length, this.clock);
    this.workers.push(worker);
    if (this.greets) queueMicrotask(() => worker.isGone || worker.hello());
    return worker;
  }

  get alive(): FakeWorker[] {
    return this.workers.filter((worker) => !worker.isGone);
  }

  /** The worker that was given this operation. */
  workerOf(operationId: OperationId): FakeWorker {
    const worker = this.workers.find(({ received }) =>
      received.some((message) => message.kind === 'start' && message.operationId === operationId),
    );
    if (worker === undefined) throw new Error(`nobody was given ${operationId}`);
    return worker;
  }
}

/** Lets everything that is only waiting for its turn have it. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const dummyOutcome = () => ({
  result: { type: 'dummy' as const, steps: 1 },
  artifacts: [],
  trades: [],
  dataset: null,
  warnings: [],
});

export const dummySnapshot = (current = 0): JobSnapshot => ({
  seq: current + 1,
  at: 1,
  phase: 1,
  current,
  total: 10,
  innerCurrent: 0,
  innerTotal: 0,
});

/** An attempt from the start that writes next to no checkpoints by itself. */
export const jobStart = (more: Partial<JobStart> = {}): JobStart => ({
  resumeFrom: null,
  firstMetricSeq: 0,
  checkpointsFolder: '/nowhere/checkpoints',
  policy: { units: null, seconds: 3_600 },
  ...more,
});

export const writtenCheckpoint = (): WrittenCheckpoint => ({
  cause: 'periodic',
  createdAt: '2026-11-23T10:15:00.000Z',
  units: 4,
  nextMetricSeq: 0,
  snapshot: dummySnapshot(4),
  path: `/nowhere/checkpoints/${'a'.repeat(64)}.checkpoint`,
  sha256: 'a'.repeat(64),
  bytes: 100,
});

/** Rows of kind `step` from `firstSeq` on; row i has the figures i and i / 2. */
export function stepBatch(firstSeq: number, rows: number): MetricBatch {
  const values = new Float64Array(rows * 6);
  for (let row = 0; row < rows; row += 1) values.set([firstSeq + row, (firstSeq + row) / 2], row * 6);
  return {
    firstSeq,
    kinds: new Int32Array(rows).fill(2),
    width: 6,
    values,
    at: new Float64Array(rows).fill(1),
    durationMs: new Float64Array(rows),
  };
}
