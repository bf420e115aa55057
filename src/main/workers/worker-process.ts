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
import { Listeners } from '../listeners';
import type { Logger } from '../log/logger';
import { Replies, type Reply } from './replies';
import { type JobReport, SignsOfLife, type Silence } from './signs-of-life';
import type { WorkerAdapter, WorkerHandle } from './worker-adapter';
import { crashOf, exitText, type WorkerExit } from './worker-exit';

type MessageOf<K extends WorkerToMain['kind']> = Extract<WorkerToMain, { kind: K }>;
export type OperationMessage = MessageOf<
  'started' | 'progress' | 'metrics' | 'checkpoint' | 'checkpointFailed' | 'completed' | 'cancelled' | 'failed'
>;

/** Whoever follows the one operation that runs in a worker. */
export interface OperationListener {
  readonly operationId: OperationId;
  onMessage(message: OperationMessage): void;
  /** The worker said something that nobody understands; nothing it says can be relied on any more. */
  onMalformed(detail: string): void;
  /** Since when nothing is heard of the work although it is due; null: it is heard again. */
  onResponsiveness(since: string | null): void;
  /** Nothing was heard for longer than anyone waits: the work is to be ended. */
  onGivenUp(silence: Silence): void;
  /** `wanted`: main ended the worker, or its job by force. */
  onExit(exit: WorkerExit, wanted: boolean): void;
}

/** `wanted`: main ended it; `served`: it had said hello. */
export interface WorkerDeath {
  readonly exit: WorkerExit;
  readonly wanted: boolean;
  readonly served: boolean;
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
  readonly #life: SignsOfLife;
  readonly #replies: Replies;
  readonly #exitListeners = new Listeners<WorkerDeath>();
  #hello: Hello | null = null;
  #onHello: ((hello: Hello) => void) | null = null;
  #operation: OperationListener | null = null;
  #heartbeat: { readonly at: number; readonly beat: MessageOf<'heartbeat'> } | null = null;
  #unresponsive: { readonly since: string; readonly tick: number; givenUp: boolean } | null = null;
  #retiring = false;
  /** Its job was told to end; where that cannot be done alone, the worker ends itself. */
  #terminating = false;
  #exit: WorkerExit | null = null;

  constructor({ adapter, workerId, workerKind, clock, log }: WorkerProcessOptions) {
    this.workerId = workerId;
    this.kind = workerKind;
    this.#clock = clock;
    this.#log = log;
    this.#startedAt = clock.now();
    this.#life = new SignsOfLife(clock.monotonic());
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
    if (message.kind === 'terminate') this.#terminating = true;
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
    this.#life.jobBegan(this.#clock.monotonic());
    return () => {
      if (this.#operation !== listener) return;
      this.#operation = null;
      this.#terminating = false;
      // Whether the worker itself is still heard is judged anew.
      this.#unresponsive = null;
    };
  }

  /** Told before whoever follows its operation. */
  onExit(listener: (death: WorkerDeath) => void): Dispose {
    return this.#exitListeners.add(listener);
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

  /**
   * Looks whether something is heard as it should; true when the answer has changed. Whoever follows its operation is
   * told. After another `graceMs` of silence the work is given up, and a worker without any is ended.
   */
  judge(graceMs: number): boolean {
    // Before its hello it has a time limit of its own.
    if (this.#hello === null || this.#exit !== null || this.#retiring) return false;
    const now = this.#clock.monotonic();
    const silence = this.#life.silence(now);
    if (silence === null) return this.#isHeardAgain();
    if (this.#unresponsive === null) {
      const since = isoOf(this.#clock.now() - silence.ms);
      this.#unresponsive = { since, tick: now, givenUp: false };
      this.#log.warn(`${this.workerId}: nothing heard of its ${silence.of} for ${Math.round(silence.ms)} ms`);
      this.#operation?.onResponsiveness(since);
      return true;
    }
    if (now - this.#unresponsive.tick < graceMs || this.#unresponsive.givenUp) return false;
    this.#unresponsive.givenUp = true;
    if (this.#operation === null) this.kill();
    else this.#operation.onGivenUp(silence);
    return true;
  }

  /** Silence up to now does not count; true when it had been noticed. */
  forgive(): boolean {
    this.#life.forgive(this.#clock.monotonic());
    return this.#isHeardAgain();
  }

  /** Milliseconds since the last sign of life (at first: since the fork), from the last `forgive` on. */
  silentForMs(): number {
    return this.#life.silentForMs(this.#clock.monotonic());
  }

  missedBeats(): number {
    return this.#life.missedBeats(this.#clock.monotonic());
  }

  info(): WorkerInfo {
    return {
      workerId: this.workerId,
      kind: this.kind,
      state: this.#state(),
      pid: this.#handle.pid,
      operationId: this.#operation?.operationId ?? null,
      startedAt: isoOf(this.#startedAt),
      memoryBytes: this.#heartbeat?.beat.memoryBytes ?? null,
      loopLagMs: this.#heartbeat?.beat.loopLagMs ?? null,
      lastHeartbeatAt: this.#heartbeat === null ? null : isoOf(this.#heartbeat.at),
    };
  }

  #state(): WorkerInfo['state'] {
    if (this.#retiring || this.#exit !== null) return 'exiting';
    if (this.#hello === null) return 'starting';
    if (this.#unresponsive !== null) return 'unresponsive';
    return this.#operation === null ? 'idle' : 'busy';
  }

  #isHeardAgain(): boolean {
    // What was given up is being ended, whatever it says now.
    if (this.#unresponsive === null || this.#unresponsive.givenUp) return false;
    this.#unresponsive = null;
    this.#operation?.onResponsiveness(null);
    return true;
  }

  #settleHello(hello: Hello): void {
    if (this.#hello !== null) return;
    this.#hello = hello;
    this.#onHello?.(hello);
  }

  #receive(received: unknown): void {
    const parsed = workerToMainSchema.safeParse(received);
    if (parsed.success) {
      this.#life.sign(this.#clock.monotonic());
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
        this.#heartbeat = { at: this.#clock.now(), beat: message };
        this.#life.report(this.#clock.monotonic(), this.#reportIn(message));
        break;
      case 'started':
      case 'progress':
      case 'metrics':
      case 'checkpoint':
      case 'checkpointFailed':
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
    const wanted = this.#retiring || this.#terminating;
    const served = this.#hello?.kind === 'hello';
    this.#exitListeners.tell({ exit, wanted, served });
    this.#operation?.onExit(exit, wanted);
    this.#operation = null;
  }

  #reportIn({ operationId, reportAgeMs, reportDueMs }: MessageOf<'heartbeat'>): JobReport | null {
    if (operationId === null || operationId !== this.#operation?.operationId) return null;
    return reportAgeMs === null || reportDueMs === null ? null : { ageMs: reportAgeMs, dueMs: reportDueMs };
  }
}

const isoOf = (at: number): string => new Date(at).toISOString();
