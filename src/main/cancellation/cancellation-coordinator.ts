import type { CancelReason } from '../../contract/cancellation';
import type { Cancellation } from './cancellation-error';
import { cancellationErrorOf } from './cancellation-error-of';
import { AsyncCancellationToken, type CancellationToken } from './cancellation-token';

export interface CancellationStatus {
  /** Set once the app is going down: nothing new is let in. */
  readonly shutdown: Cancellation | null;
  readonly operations: readonly { readonly operationId: string; readonly cancellation: Cancellation | null }[];
}

interface Entry {
  readonly token: AsyncCancellationToken;
  /** Those that would still hear it; the entry goes with the last. */
  holders: number;
}

/** Every operation that can be cancelled right now, by its id. */
export class CancellationCoordinator {
  readonly #entries = new Map<string, Entry>();
  readonly #goingDown = new AbortController();
  #shutdown: Cancellation | null = null;

  /** Aborted by {@link shutdown}. */
  get shutdownSignal(): AbortSignal {
    return this.#goingDown.signal;
  }

  /**
   * The token of an operation, made when it is first asked for: everyone who asks gets the same one.
   * Each call is ended with {@link release}.
   * @throws GracefulShutdownError after {@link shutdown}.
   */
  hold(operationId: string): CancellationToken {
    if (this.#shutdown !== null) throw cancellationErrorOf(operationId, this.#shutdown);
    const entry = this.#entries.get(operationId) ?? { token: new AsyncCancellationToken(operationId), holders: 0 };
    entry.holders += 1;
    this.#entries.set(operationId, entry);
    return entry.token;
  }

  /** Gives back what `hold` gave. Without effect for a token that is no longer the operation's own. */
  release(token: CancellationToken): void {
    const entry = this.#entries.get(token.operationId);
    if (entry === undefined || entry.token !== token) return;
    entry.holders -= 1;
    if (entry.holders === 0) this.#entries.delete(token.operationId);
  }

  /** Runs `work` while holding the operation's token. Does not interrupt it: `work` looks at its token. */
  async run<T>(operationId: string, work: (token: CancellationToken) => Promise<T>): Promise<T> {
    const token = this.hold(operationId);
    try {
      token.throwIfCancelled();
      return await work(token);
    } finally {
      this.release(token);
    }
  }

  /** True when there is such an operation, also when it was cancelled before. */
  cancel(operationId: string, reason: CancelReason, note: string | null = null): boolean {
    const entry = this.#entries.get(operationId);
    entry?.token.cancel(reason, note);
    return entry !== undefined;
  }

  /** Cancels what is held now; what comes later is not touched. */
  cancelAll(reason: CancelReason, note: string | null = null): void {
    for (const { token } of [...this.#entries.values()]) token.cancel(reason, note);
  }

  /** Cancels everything and lets nothing new in, for good. */
  shutdown(): void {
    this.#shutdown ??= { reason: 'shutdown', note: null };
    this.cancelAll('shutdown');
    this.#goingDown.abort();
  }

  status(): CancellationStatus {
    return {
      shutdown: this.#shutdown,
      operations: [...this.#entries.values()].map(({ token }) => ({
        operationId: token.operationId,
        cancellation: token.cancellation,
      })),
    };
  }
}
