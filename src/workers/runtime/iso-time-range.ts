import type { TimeRange } from '../../contract/results';

/** A range of bars as results tell it: start of the first and of the last bar. */
export const isoTimeRange = (start: number, end: number, bars: number): TimeRange => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
  bars,
});
