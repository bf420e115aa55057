import type { Bars } from '../../engine/bars';

/** The columns of bars in the order in which they are stored, hashed and shown. */
export const BAR_COLUMNS = [
  'time',
  'open',
  'high',
  'low',
  'close',
  'volume',
] as const satisfies readonly (keyof Bars)[];

const sharedColumn = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));

/** Zeroed columns in shared memory, so that handing them to a thread copies nothing. */
export function sharedBars(length: number): Bars {
  return {
    time: sharedColumn(length),
    open: sharedColumn(length),
    high: sharedColumn(length),
    low: sharedColumn(length),
    close: sharedColumn(length),
    volume: sharedColumn(length),
  };
}
