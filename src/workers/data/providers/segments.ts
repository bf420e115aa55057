import type { Timeframe } from '../../../contract/timeframe';
import type { Span } from './gap-analysis';
import type { LoadMode } from './load-mode';

const DAY_MS = 86_400_000;

/** The longest span of one request. */
const DAYS_PER_REQUEST: Readonly<Record<Timeframe, number>> = {
  '1m': 1,
  '5m': 7,
  '15m': 14,
  '30m': 30,
  '1h': 30,
  '4h': 120,
  '1d': 365,
  '1w': 730,
};

export const longestRequestMs = (timeframe: Timeframe): number => DAYS_PER_REQUEST[timeframe] * DAY_MS;

/** The gaps cut into requests, in the order in which they are made: a tail newest first, the others oldest first. */
export function segmentsOf(gaps: readonly Span[], timeframe: Timeframe, mode: LoadMode): Span[] {
  const longest = longestRequestMs(timeframe);
  const segments = gaps.flatMap(({ from, before }) =>
    Array.from({ length: Math.ceil((before - from) / longest) }, (_, index) => ({
      from: from + index * longest,
      before: Math.min(before, from + (index + 1) * longest),
    })),
  );
  segments.sort((a, b) => a.from - b.from);
  return mode === 'tail' ? segments.reverse() : segments;
}
