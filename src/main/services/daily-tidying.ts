import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Tidies once at the start, then daily. It asks the wall clock every hour, as a computer that sleeps keeps no timer of a
 * day; a clock that was set back counts as a new day.
 */
export function tidyDaily(tidy: () => void, { clock, log }: { readonly clock: Clock; readonly log: Logger }): Dispose {
  let tidiedAt = Number.NaN;
  let dropTimer: Dispose = () => {};
  const look = (): void => {
    dropTimer = clock.after(LOOK_EVERY_MS, look);
    const passed = clock.now() - tidiedAt;
    if (passed >= 0 && passed < DAY_MS) return;
    tidiedAt = clock.now();
    try {
      tidy();
    } catch (error) {
      log.error('tidying failed and is tried again in a day', error);
    }
  };
  look();
  return () => dropTimer();
}
