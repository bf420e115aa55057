import { type Failure, FailureError, failure } from '../../contract/failure';
import type { WorkerToMain } from '../../contract/worker-protocol';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';

type ReplyMessage = Extract<WorkerToMain, { requestId: number }>;
export type Reply = Exclude<ReplyMessage, { kind: 'refusal' }>;

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: FailureError) => void;
  readonly dropTimer: Dispose;
}

/** Pairs requests with their replies. Every request settles: with its reply, in time, or when the worker ends. */
export class Replies {
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  expect(timeoutMs: number, send: (requestId: number) => void): Promise<Reply> {
    const requestId = ++this.#lastId;
    return new Promise((resolve, reject) => {
      // Before anything is sent, so that a reply can never come too early; a send that throws rejects.
      const dropTimer = this.#clock.after(timeoutMs, () => {
        const late = failure('internal', `A worker did not answer within ${timeoutMs / 1_000} s. Try again.`);
        this.#take(requestId)?.reject(new FailureError(late));
      });
      this.#waiting.set(requestId, { resolve, reject, dropTimer });
      try {
        send(requestId);
      } catch (error) {
        this.#take(requestId);
        throw error;
      }
    });
  }

  /** A reply nobody waits for any more is dropped. */
  settle(reply: ReplyMessage): void {
    const waiting = this.#take(reply.requestId);
    if (reply.kind === 'refusal') waiting?.reject(new FailureError(reply.failure));
    else waiting?.resolve(reply);
  }

  reject(reason: Failure): void {
    for (const requestId of [...this.#waiting.keys()]) this.#take(requestId)?.reject(new FailureError(reason));
  }

  #take(requestId: number): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    waiting?.dropTimer();
    return waiting;
  }
}
