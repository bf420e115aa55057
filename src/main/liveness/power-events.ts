import type { Dispose } from '../disposable';

/** What the system says about the computer's sleep. Not every system says it. */
export interface PowerEvents {
  /** Shortly before it falls asleep; there may be no time left for anything. */
  onSuspend(listener: () => void): Dispose;
  onResume(listener: () => void): Dispose;
}
