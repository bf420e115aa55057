import type { JobBridge, JobToken } from './job-control';

/**
 * Called by functions over whole columns before every {@link PULSE_BARS}-th bar, so that their caller can look at its
 * token and report where they are. It may throw to stop them.
 */
export type Pulse = (bar: number) => void;

/** A power of two: `(i & (PULSE_BARS - 1)) === 0` is the test in the loops. */
export const PULSE_BARS = 1_024;

export const noPulse: Pulse = () => {};

/** The parts of a job's control that a stage of columns needs. */
export interface StageControl {
  readonly token: Pick<JobToken, 'throwIfCancelled'>;
  readonly bridge: Pick<JobBridge, 'update'>;
}

/** For callers that are no job, such as a window that draws one indicator. */
export const uncontrolled: StageControl = { token: { throwIfCancelled() {} }, bridge: { update() {} } };

/**
 * A pulse for item `index` of `total` (indicators, features) over `bars` bars. An item that passes over the bars more
 * than once reports the furthest bar reached, so that its counter never goes back.
 */
export function pulseOf(control: StageControl, index: number, total: number, bars: number): Pulse {
  let furthest = 0;
  return (bar) => {
    control.token.throwIfCancelled();
    furthest = Math.max(furthest, bar);
    control.bridge.update(index, total, furthest, bars);
  };
}
