import type { CancelReason } from '../../contract/cancellation';
import type { Dispose } from '../disposable';
import type { Cancellation } from './cancellation-error';
import { cancellationErrorOf } from './cancellation-error-of';

/** What work in main looks at to learn that it should stop. */
export interface CancellationToken {
  readonly operationId: string;
  readonly isCancelled: boolean;
  /** Null until it is cancelled; the first call to `cancel` decides it for good. */
  readonly cancellation: Cancellation | null;
  /** For whatever takes one; its `reason` is a CancellationError (GracefulShutdownError when the app goes down). */
  readonly signal: AbortSignal;
  /** True when this call was the one that cancelled it. */
  cancel(reason: CancelReason, note?: string | null): boolean;
  /** Runs the listener once, within the call to `cancel`; at once when that has been already. */
  onCancelled(listener: (cancellation: Cancellation) => void): Dispose;
  whenCancelled(): Promise<Cancellation>;
  /** @throws CancellationError; `context` says where the work was, e.g. `at epoch 4`. */
  throwIfCancelled(context?: string): void;
}

export class AsyncCancellationToken implements CancellationToken {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(cancellation: Cancellation) => void>();
  #cancellation: Cancellation | null = null;

  constructor(readonly operationId: string) {}

  get isCancelled(): boolean {
    return this.#cancellation !== null;
  }

  get cancellation(): Cancellation | null {
    return this.#cancellation;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(reason: CancelReason, note: string | null = null): boolean {
    if (this.#cancellation !== null) return false;
    const cancellation = { reason, note };
    this.#cancellation = cancellation;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    this.#controller.abort(cancellationErrorOf(this.operationId, cancellation));
    for (const listener of listeners) listener(cancellation);
    return true;
  }

  onCancelled(listener: (cancellation: Cancellation) => void): Dispose {
    if (this.#cancellation !== null) {
      listener(this.#cancellation);
      return () => {};
    }
    // Wrapped, so that the same function may listen twice.
    const entry = (cancellation: Cancellation) => listener(cancellation);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  whenCancelled(): Promise<Cancellation> {
    return new Promise((resolve) => {
      this.onCancelled(resolve);
    });
  }

  throwIfCancelled(context?: string): void {
    if (this.#cancellation !== null) throw cancellationErrorOf(this.operationId, this.#cancellation, context);
  }
}
