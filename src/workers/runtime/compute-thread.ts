import { Worker, type WorkerOptions } from 'node:worker_threads';
import { failure } from '../../contract/failure';
import type { RunEnd, RunMessage } from './compute-messages';
import { endOfThrown } from './end-of-thrown';

/** How a run in the thread ended: by itself, or because the thread was terminated. */
export type ThreadEnd = RunEnd | { readonly kind: 'terminated' };

/** The supervisor's handle on one compute thread, which runs one job at a time. */
export class ComputeThread {
  readonly #worker: Worker;
  #settle: ((end: ThreadEnd) => void) | null = null;
  #gone: ThreadEnd | null = null;

  constructor(entry: string, options: WorkerOptions = {}) {
    this.#worker = new Worker(entry, options);
    this.#worker.on('message', (end: RunEnd) => this.#end(end));
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

  /** Never rejects. */
  run(message: RunMessage): Promise<ThreadEnd> {
    if (this.#gone !== null) return Promise.resolve(this.#gone);
    if (this.#settle !== null) throw new Error('a compute thread runs one job at a time');
    return new Promise((settle) => {
      this.#settle = settle;
      try {
        this.#worker.postMessage(message);
      } catch (thrown) {
        // An input that cannot be cloned.
        this.#end(endOfThrown(thrown));
      }
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

  #end(end: ThreadEnd): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(end);
  }

  #lose(end: ThreadEnd): void {
    this.#gone ??= end;
    this.#end(end);
  }
}
