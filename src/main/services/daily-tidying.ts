import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Between two steps, so that main does other things meanwhile. */
const PAUSE_MS = 100;

/**
 * Tidies once at the start, then daily, step by step for as long as `step` says there is more. It asks the wall clock
 * every hour, as a computer that sleeps keeps no timer of a day; a clock that was set back counts as a new day.
 */
export function tidyDaily(
  step: () => boolean,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Dispose {
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let dropLook: Dispose = () => {};
  let dropStep: Dispose = () => {};
  const tidy = (): void => {
    try {
      if (step()) dropStep = clock.after(PAUSE_MS, tidy);
    } catch (error) {
      log.error('tidying failed and is tried again in a day', error);
    }
  };
  const look = (): void => {
    dropLook = clock.after(LOOK_EVERY_MS, look);
    const passed = clock.now() - tidiedAt;
    if (passed >= 0 && passed < DAY_MS) return;
    tidiedAt = clock.now();
    dropStep();
    tidy();
  };
  look();
  return () => {
    dropLook();
    dropStep();
  };
}
