import type { CancelReason } from '../../contract/cancellation';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';

/** From the thread's termination to the process's end. */
const KILL_AFTER_MS = 500;

/** What the ladder climbs on: an operation's proxy. */
export interface Stoppable {
  cancel(reason: CancelReason): void;
  terminate(): void;
  kill(): void;
  /** Settles when the work has really stopped; never rejects. */
  readonly ended: Promise<unknown>;
}

export interface CancelLadder {
  /** When force follows by itself, in milliseconds since the epoch. */
  readonly forceAt: number;
  /** Skips the rest of the grace. Later calls do nothing. */
  forceNow(): void;
}

/**
 * Ask; after the grace end the thread; half a second later kill the process. Each rung is reached only if the work
 * has not ended before.
 */
export function climbCancelLadder(
  work: Stoppable,
  reason: CancelReason,
  options: { readonly graceMs: number; readonly clock: Clock },
): CancelLadder {
  const { graceMs, clock } = options;
  const forceAt = clock.now() + graceMs;
  let rung: 'asked' | 'forced' | 'over' = 'asked';
  let dropTimer: Dispose = () => {};

  const forceNow = (): void => {
    if (rung !== 'asked') return;
    rung = 'forced';
    dropTimer();
    dropTimer = clock.after(KILL_AFTER_MS, () => work.kill());
    work.terminate();
  };
  dropTimer = clock.after(graceMs, forceNow);
  void work.ended.then(() => {
    rung = 'over';
    dropTimer();
  });
  work.cancel(reason);
  return { forceAt, forceNow };
}
