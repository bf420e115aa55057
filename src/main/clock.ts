import type { Dispose } from './disposable';

/** Time as main sees it, so that tests can set it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch; may jump. */
  now(): number;
  /** Milliseconds that only ever grow; for durations. */
  monotonic(): number;
  after(milliseconds: number, run: () => void): Dispose;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString();
