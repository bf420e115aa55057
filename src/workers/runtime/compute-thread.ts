import { Worker, type WorkerOptions } from 'node:worker_threads';
import { assertNever } from '../../contract/assert-never';
import { type Failure, failure } from '../../contract/failure';
import type { JobLeaving } from '../../engine/job-control';
import type { HandedState, MessageFromThread, MessageToThread, RunEnd, RunMessage } from './compute-messages';
import { endOfThrown } from './end-of-thrown';

/** How a run in the thread ended: by itself, or because the thread was terminated. */
export type ThreadEnd = RunEnd | { readonly kind: 'terminated' };

/** What a run tells before its end. */
export interface RunListener {
  state(handed: HandedState): void;
  stateFailed(failure: Failure): void;
  warning(sentence: string): void;
}

/** The supervisor's handle on one compute thread, which runs one job at a time. */
export class ComputeThread {
  readonly #worker: Worker;
  #listener: RunListener | null = null;
  #settle: ((end: ThreadEnd) => void) | null = null;
  #settleLeave: (() => void) | null = null;
  #gone: ThreadEnd | null = null;

  constructor(entry: string, options: WorkerOptions = {}) {
    this.#worker = new Worker(entry, options);
    this.#worker.on('message', (message: MessageFromThread) => this.#receive(message));
    this.#worker.on('messageerror', (error) => this.#end(endOfThrown(error)));
    this.#worker.on('error', (error) => this.#lose(endOfThrown(error)));
    this.#worker.on('exit', (code) => {
      this.#lose({
        kind: 'failed',
        failure: failure('worker_crashed', `The computing thread stopped unexpectedly (exit code ${code}).`),
      });
    });
  }

  get isGone(): boolean {
    return this.#gone !== null;
  }

  /** Never rejects. Until the next run, what the thread tells goes to `listener`. */
  run(message: Omit<RunMessage, 'kind'>, listener: RunListener): Promise<ThreadEnd> {
    if (this.#gone !== null) return Promise.resolve(this.#gone);
    if (this.#settle !== null) throw new Error('a compute thread runs one job at a time');
    this.#listener = listener;
    return new Promise((settle) => {
      this.#settle = settle;
      try {
        const state = message.resumeFrom?.state;
        this.#post({ kind: 'run', ...message }, state === undefined ? [] : [state.buffer]);
      } catch (thrown) {
        // An input that cannot be cloned.
        this.#end(endOfThrown(thrown));
      }
    });
  }

  /** Says how the operation of a run that is over in the thread ended; resolves when the work it left was told. */
  leave(how: JobLeaving): Promise<void> {
    if (this.#gone !== null) return Promise.resolve();
    return new Promise((settle) => {
      this.#settleLeave = settle;
      this.#post({ kind: 'leave', how });
    });
  }

  /** Ends the thread whatever it does; a run in it ends as `terminated` once it has really stopped. */
  async terminate(): Promise<void> {
    const settle = this.#settle;
    this.#settle = null;
    this.#gone = { kind: 'terminated' };
    await this.#worker.terminate();
    settle?.(this.#gone);
  }

  #post(message: MessageToThread, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: MessageFromThread): void {
    switch (message.kind) {
      case 'end':
        this.#end(message.end);
        break;
      case 'state':
        this.#listener?.state(message.handed);
        break;
      case 'stateFailed':
        this.#listener?.stateFailed(message.failure);
        break;
      case 'warning':
        this.#listener?.warning(message.sentence);
        break;
      case 'left':
        this.#settleLeave?.();
        this.#settleLeave = null;
        break;
      default:
        assertNever(message, 'message from a compute thread');
    }
  }

  #end(end: ThreadEnd): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(end);
  }

  #lose(end: ThreadEnd): void {
    this.#gone ??= end;
    this.#end(end);
    this.#settleLeave?.();
    this.#settleLeave = null;
  }
}
