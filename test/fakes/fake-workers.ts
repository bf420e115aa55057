import type { OperationId } from '../../src/contract/identifiers';
import {
  type MainToWorker,
  type MetricBatch,
  WORKER_PROTOCOL_VERSION,
  type WorkerToMain,
} from '../../src/contract/worker-protocol';
import type { WorkerKind } from '../../src/contract/workers';
import type { WorkerAdapter, WorkerHandle } from '../../src/main/workers/worker-adapter';
import type { WorkerExit } from '../../src/main/workers/worker-exit';

/** A worker process in memory: it does nothing but what the test makes it do. Everything said is cloned on its way. */
export class FakeWorker implements WorkerHandle {
  readonly received: MainToWorker[] = [];
  pid: number | null;
  isGone = false;
  /** A process that does not even die when it is killed. */
  survivesKill = false;
  #onMessage: (message: unknown) => void = () => {};
  #onExit: (exit: WorkerExit) => void = () => {};

  constructor(
    readonly workerId: string,
    readonly kind: WorkerKind,
    pid: number,
  ) {
    this.pid = pid;
  }

  post(message: MainToWorker): void {
    this.received.push(structuredClone(message));
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
    this.sayAnything(message);
  }

  sayAnything(message: unknown): void {
    this.#onMessage(structuredClone(message));
  }

  hello(protocolVersion: number = WORKER_PROTOCOL_VERSION): void {
    const { workerId, kind: workerKind } = this;
    this.say({ kind: 'hello', workerId, workerKind, pid: this.pid ?? 0, protocolVersion, engineVersion: '1' });
  }

  exit(code: number, output = ''): void {
    if (this.isGone) return;
    this.isGone = true;
    this.pid = null;
    this.#onExit({ code, output });
  }

  complete(operationId: OperationId): void {
    this.say({ kind: 'completed', operationId, outcome: dummyOutcome() });
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

  fork(workerId: string, kind: WorkerKind): WorkerHandle {
    const worker = new FakeWorker(workerId, kind, 1_000 + this.workers.length);
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
