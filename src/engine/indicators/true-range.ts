import type { Bars } from '../bars';

/**
 * Wilder's true range of bar `i`: the largest of high − low, |high − previous close| and |low − previous close|; the
 * first bar, which has no previous close, gives high − low.
 */
export function trueRangeAt(bars: Bars, i: number): number {
  const high = bars.high[i]!;
  const low = bars.low[i]!;
  if (i === 0) return high - low;
  const close = bars.close[i - 1]!;
  return Math.max(high - low, Math.abs(high - close), Math.abs(low - close));
}
