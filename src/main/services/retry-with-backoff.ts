import { CancellationError } from '../cancellation/cancellation-error';
import type { Clock } from '../clock';

export interface BackoffOptions {
  readonly clock: Clock;
  /** Tries after the first one; 3 when absent. */
  readonly maxRetries?: number;
  /** Milliseconds; 1,000 when absent. */
  readonly baseDelayMs?: number;
  readonly maxDelayMs?: number;
  readonly factor?: number;
  /** Ends the waiting and the trying; what it was aborted with is thrown. */
  readonly signal?: AbortSignal;
  /** Without it every error is tried again. A cancellation never is. */
  readonly isRetryable?: (error: unknown) => boolean;
}

/**
 * Tries `work` up to `maxRetries` + 1 times. Before retry k (from 0) it waits min(base · factor^k, max).
 * @throws the last error, as it came
 */
export async function retryWithBackoff<T>(work: () => Promise<T>, options: BackoffOptions): Promise<T> {
  const { clock, maxRetries = 3, baseDelayMs = 1_000, maxDelayMs = 60_000, factor = 2 } = options;
  const { signal, isRetryable = () => true } = options;
  for (let retry = 0; ; retry += 1) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (error instanceof CancellationError || retry >= maxRetries || !isRetryable(error)) throw error;
    }
    await sleep(Math.min(baseDelayMs * factor ** retry, maxDelayMs), clock, signal);
  }
}

function sleep(milliseconds: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const wakeUp = (): void => {
      dropTimer();
      reject(signal?.reason);
    };
    const dropTimer = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', wakeUp);
      resolve();
    });
    signal?.addEventListener('abort', wakeUp, { once: true });
  });
}
