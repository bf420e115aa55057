import { assertNever } from '../../contract/assert-never';
import { FailureError } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import {
  type MainToWorker,
  WORKER_PROTOCOL_VERSION,
  type WorkerToMain,
  workerToMainSchema,
} from '../../contract/worker-protocol';
import type { WorkerInfo, WorkerKind } from '../../contract/workers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import { Replies, type Reply } from './replies';
import type { WorkerAdapter, WorkerHandle } from './worker-adapter';
import { crashOf, exitText, type WorkerExit } from './worker-exit';

type MessageOf<K extends WorkerToMain['kind']> = Extract<WorkerToMain, { kind: K }>;
export type OperationMessage = MessageOf<'started' | 'progress' | 'metrics' | 'completed' | 'cancelled' | 'failed'>;

/** Whoever follows the one operation that runs in a worker. */
export interface OperationListener {
  readonly operationId: OperationId;
  onMessage(message: OperationMessage): void;
  /** The worker said something that nobody understands; nothing it says can be relied on any more. */
  onMalformed(detail: string): void;
  /** `wanted`: main ended the worker itself. */
  onExit(exit: WorkerExit, wanted: boolean): void;
}

export type Hello =
  | { readonly kind: 'hello' }
  /** `again`: another try may help. */
  | { readonly kind: 'none'; readonly why: string; readonly again: boolean };

export interface WorkerProcessOptions {
  readonly adapter: WorkerAdapter;
  readonly workerId: string;
  readonly workerKind: WorkerKind;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A process that was told to go and is still there after this long is killed. */
const RETIRE_MS = 2_000;

/** Main's side of one worker process, from its fork to its exit. Its exit, not any message, is the truth. */
export class WorkerProcess {
  readonly workerId: string;
  readonly kind: WorkerKind;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #handle: WorkerHandle;
  readonly #startedAt: number;
  readonly #startTick: number;
  readonly #replies: Replies;
  readonly #exitListeners = new Set<() => void>();
  #hello: Hello | null = null;
  #onHello: ((hello: Hello) => void) | null = null;
  #operation: OperationListener | null = null;
  #heartbeat: { readonly at: number; readonly tick: number; readonly beat: MessageOf<'heartbeat'> } | null = null;
  #retiring = false;
  #exit: WorkerExit | null = null;

  constructor({ adapter, workerId, workerKind, clock, log }: WorkerProcessOptions) {
    this.workerId = workerId;
    this.kind = workerKind;
    this.#clock = clock;
    this.#log = log;
    this.#startedAt = clock.now();
    this.#startTick = clock.monotonic();
    this.#replies = new Replies(clock);
    this.#handle = adapter.fork(workerId, workerKind);
    this.#handle.onMessage((message) => this.#receive(message));
    this.#handle.onExit((exit) => this.#onExit(exit));
  }

  /** Resolves with the worker's hello, or with why there was none; never rejects. Asked for once. */
  awaitHello(timeoutMs: number): Promise<Hello> {
    return new Promise((resolve) => {
      if (this.#hello !== null) return resolve(this.#hello);
      const dropTimer = this.#clock.after(timeoutMs, () => {
        this.#settleHello({ kind: 'none', why: `no answer within ${timeoutMs / 1_000} s`, again: true });
      });
      this.#onHello = (hello) => {
        dropTimer();
        resolve(hello);
      };
    });
  }

  /** @throws FailureError when the process has ended. */
  send(message: MainToWorker): void {
    if (this.#exit !== null) throw new FailureError(crashOf(this.#exit));
    this.#handle.post(message);
  }

  /** Rejects with FailureError when the worker refuses, ends, or does not answer in time. */
  ask(message: (requestId: number) => MainToWorker, timeoutMs: number): Promise<Reply> {
    return this.#replies.expect(timeoutMs, (requestId) => this.send(message(requestId)));
  }

  /** From now on the operation's messages go to this listener, until it lets go. */
  follow(listener: OperationListener): Dispose {
    if (this.#operation !== null) throw new Error(`${this.workerId} is busy with ${this.#operation.operationId}`);
    this.#operation = listener;
    return () => {
      if (this.#operation === listener) this.#operation = null;
    };
  }

  onExit(listener: () => void): Dispose {
    this.#exitListeners.add(listener);
    return () => this.#exitListeners.delete(listener);
  }

  /** Ready for an operation. */
  get isIdle(): boolean {
    return this.#state() === 'idle';
  }

  kill(): void {
    this.#retiring = true;
    if (this.#exit === null) this.#handle.kill();
  }

  /** Asks an idle worker to go; sees to it that it does. */
  retire(): void {
    if (this.#exit !== null || this.#retiring) return;
    this.#retiring = true;
    this.#handle.post({ kind: 'exit' });
    const dropTimer = this.#clock.after(RETIRE_MS, () => this.kill());
    this.onExit(dropTimer);
  }

  /** Milliseconds since the last sign of life (at first: since the fork). */
  silentForMs(): number {
    return this.#clock.monotonic() - (this.#heartbeat?.tick ?? this.#startTick);
  }

  info(): WorkerInfo {
    const iso = (at: number): string => new Date(at).toISOString();
    return {
      workerId: this.workerId,
      kind: this.kind,
      state: this.#state(),
      pid: this.#handle.pid,
      operationId: this.#operation?.operationId ?? null,
      startedAt: iso(this.#startedAt),
      memoryBytes: this.#heartbeat?.beat.memoryBytes ?? null,
      loopLagMs: this.#heartbeat?.beat.loopLagMs ?? null,
      lastHeartbeatAt: this.#heartbeat === null ? null : iso(this.#heartbeat.at),
    };
  }

  #state(): WorkerInfo['state'] {
    if (this.#retiring || this.#exit !== null) return 'exiting';
    if (this.#hello === null) return 'starting';
    return this.#operation === null ? 'idle' : 'busy';
  }

  #settleHello(hello: Hello): void {
    if (this.#hello !== null) return;
    this.#hello = hello;
    this.#onHello?.(hello);
  }

  #receive(received: unknown): void {
    const parsed = workerToMainSchema.safeParse(received);
    if (parsed.success) {
      this.#serve(parsed.data);
      return;
    }
    this.#log.error(`${this.workerId}: message not understood`, parsed.error.issues);
    this.#operation?.onMalformed(parsed.error.message);
  }

  #serve(message: WorkerToMain): void {
    switch (message.kind) {
      case 'hello':
        this.#settleHello(
          message.protocolVersion === WORKER_PROTOCOL_VERSION
            ? { kind: 'hello' }
            : { kind: 'none', why: 'it belongs to another version of Tradewind', again: false },
        );
        break;
      case 'heartbeat':
        this.#heartbeat = { at: this.#clock.now(), tick: this.#clock.monotonic(), beat: message };
        break;
      case 'started':
      case 'progress':
      case 'metrics':
      case 'completed':
      case 'cancelled':
      case 'failed':
        if (this.#operation?.operationId === message.operationId) this.#operation.onMessage(message);
        else this.#log.warn(`${this.workerId}: late ${message.kind} of ${message.operationId} dropped`);
        break;
      case 'snapshotReply':
      case 'metricsReply':
      case 'answer':
      case 'refusal':
        this.#replies.settle(message);
        break;
      default:
        assertNever(message, 'message from a worker');
    }
  }

  #onExit(exit: WorkerExit): void {
    if (this.#exit !== null) return;
    this.#exit = exit;
    this.#log.info(`${this.workerId}: ended (${exitText(exit)})`);
    this.#settleHello({ kind: 'none', why: `it ended with ${exitText(exit)}`, again: true });
    this.#replies.reject(crashOf(exit));
    this.#operation?.onExit(exit, this.#retiring);
    this.#operation = null;
    for (const listener of [...this.#exitListeners]) listener();
    this.#exitListeners.clear();
  }
}
