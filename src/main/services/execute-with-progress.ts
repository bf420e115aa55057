import { FailureError, failure } from '../../contract/failure';
import type { Clock } from '../clock';
import { GenericProgressManager } from '../operations/progress/generic-progress-manager';
import type { GenericProgressState } from '../operations/progress/progress-state';

export interface ProgressExecution {
  readonly clock: Clock;
  /** Told at the start, with every update from inside, and at the end: twice when there are none from inside. */
  readonly onProgress: (state: GenericProgressState) => void;
  /** What a person calls the work. */
  readonly name?: string;
  /** Steps of the whole bar; at least 1. */
  readonly totalSteps?: number;
  /** Milliseconds; absent or 0: as long as it takes. */
  readonly timeoutMs?: number;
}

/**
 * Runs `work` and tells how far it is. On failure and on timeout the bar stays where it was, with the reason as `error`
 * in the context, and the error goes on to the caller.
 * @throws FailureError `unresponsive` on timeout; `work` hears of it through its signal
 */
export async function executeWithProgress<T>(
  work: (progress: GenericProgressManager, signal: AbortSignal) => Promise<T>,
  { clock, onProgress, name = 'operation', totalSteps = 0, timeoutMs = 0 }: ProgressExecution,
): Promise<T> {
  const progress = new GenericProgressManager({ onChange: onProgress, now: () => clock.now() });
  progress.startOperation(name, Math.max(1, totalSteps));
  const timeout = new AbortController();
  const dropTimer = timeoutMs > 0 ? clock.after(timeoutMs, () => timeout.abort(tooLong(name, timeoutMs))) : () => {};
  try {
    const result = await settledOrAborted(work(progress, timeout.signal), timeout.signal);
    progress.completeOperation();
    return result;
  } catch (error) {
    const reason = timeout.signal.aborted ? 'timeout' : error instanceof Error ? error.message : String(error);
    progress.updateProgress({ context: { error: reason } });
    throw error;
  } finally {
    dropTimer();
  }
}

function settledOrAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

const tooLong = (name: string, timeoutMs: number): FailureError =>
  new FailureError(failure('unresponsive', `${name} took longer than ${timeoutMs / 1_000} s and was given up.`));
