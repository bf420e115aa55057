import type { Clock } from '../clock';
import type { Dispose } from '../disposable';

/**
 * Calls `tick` again and again, with how many milliseconds it came too late: as long as that, this process did not
 * run. It was busy, stopped, or the computer slept and its clock went on.
 */
export function startSteadyTick(clock: Clock, everyMs: number, tick: (lateMs: number) => void): Dispose {
  let dropTimer: Dispose = () => {};
  let isOver = false;
  const arm = (): void => {
    const dueAt = clock.monotonic() + everyMs;
    dropTimer = clock.after(everyMs, () => {
      tick(Math.max(0, clock.monotonic() - dueAt));
      if (!isOver) arm();
    });
  };
  arm();
  return () => {
    isOver = true;
    dropTimer();
  };
}
