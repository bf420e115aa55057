/**
 * A price series as columns of equal length, oldest bar first, times strictly increasing.
 * `time` is the START of each bar in milliseconds since the epoch (UTC); prices are in the quote
 * currency, volume in the units of its source (0 where the source has none).
 */
export interface Bars {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export const barCount = (bars: Bars): number => bars.time.length;

/** A view (no copy) of the bars from index `start` up to but not including `end`. */
export function sliceBars(bars: Bars, start: number, end: number): Bars {
  return {
    time: bars.time.subarray(start, end),
    open: bars.open.subarray(start, end),
    high: bars.high.subarray(start, end),
    low: bars.low.subarray(start, end),
    close: bars.close.subarray(start, end),
    volume: bars.volume.subarray(start, end),
  };
}
