import { cancellationErrorOf } from './cancellation-error-of';
import type { CancellationToken } from './cancellation-token';

/**
 * Runs `work` under exactly the given token: rejects with CancellationError as soon as it is cancelled, even when
 * `work` does not heed the signal (what becomes of it then no longer matters), and does not start it when it is
 * cancelled already.
 */
export async function executeWithCancellation<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  token.throwIfCancelled();
  return new Promise<T>((resolve, reject) => {
    const stopListening = token.onCancelled((cancellation) => {
      reject(cancellationErrorOf(token.operationId, cancellation));
    });
    const run = async () => work(token.signal);
    void run().then(resolve, reject).finally(stopListening);
  });
}
