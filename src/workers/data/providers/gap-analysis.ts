import { type Timeframe, timeframeMs } from '../../../contract/timeframe';
import type { LoadMode } from './load-mode';
import { type Closure, closureAt, type TradingHours } from './trading-hours';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A hole is a step from bar to bar longer than this many bars. */
const HOLE_IN_BARS = 1.5;
const ALWAYS_FILLED_MS = 7 * DAY_MS;
const CLOSURE_MS = 72 * HOUR_MS;
/** Without trading hours a shorter hole is taken for a closed market. */
const SKIPPED_WITHOUT_HOURS_MS = 2 * DAY_MS;

/** Half-open span of bar starts, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly before: number;
}

export type GapKind = Closure | 'short' | 'market_closure' | 'unexpected';

const FILLED: ReadonlySet<GapKind> = new Set<GapKind>(['market_closure', 'unexpected']);

/**
 * What is missing of `wanted` where bars start at `time` (none yet: all of it): the part before the first bar, the
 * part after the last, and for a tail also the holes between. Spans in which the market was closed are left out.
 */
export function findGaps(
  time: Float64Array,
  wanted: Span,
  timeframe: Timeframe,
  mode: LoadMode,
  hours: TradingHours | null,
): Span[] {
  const first = time[0];
  const last = time[time.length - 1];
  if (first === undefined || last === undefined) return [wanted];

  const length = timeframeMs(timeframe);
  const gaps: Span[] = [];
  const edge = (from: number, before: number): void => {
    if (before > from && !isClosedThroughout(from, before, timeframe, hours)) gaps.push({ from, before });
  };
  edge(wanted.from, Math.min(wanted.before, first));
  if (mode === 'tail') gaps.push(...holesWithin(time, wanted, timeframe, hours));
  edge(Math.max(wanted.from, last + length), wanted.before);
  return gaps;
}

function holesWithin(time: Float64Array, wanted: Span, timeframe: Timeframe, hours: TradingHours | null): Span[] {
  const length = timeframeMs(timeframe);
  const holes: Span[] = [];
  for (let index = 1; index < time.length; index += 1) {
    const before = time[index] as number;
    const previous = time[index - 1] as number;
    if (before - previous <= HOLE_IN_BARS * length) continue;
    const hole = { from: Math.max(wanted.from, previous + length), before: Math.min(wanted.before, before) };
    if (hole.before > hole.from && FILLED.has(classifyGap(hole, timeframe, hours))) holes.push(hole);
  }
  return holes;
}

/** What a hole between bars is. Only market closures (longer than 72 hours) and unexpected holes are filled. */
export function classifyGap({ from, before }: Span, timeframe: Timeframe, hours: TradingHours | null): GapKind {
  const duration = before - from;
  if (duration > ALWAYS_FILLED_MS) return 'market_closure';
  if (hours === null) {
    if (duration < SKIPPED_WITHOUT_HOURS_MS) return 'short';
  } else {
    const closure = closureThroughout(from, before, timeframe, hours);
    if (closure !== null) return closure;
  }
  return duration > CLOSURE_MS ? 'market_closure' : 'unexpected';
}

const isClosedThroughout = (from: number, before: number, timeframe: Timeframe, hours: TradingHours | null): boolean =>
  hours !== null && before - from <= ALWAYS_FILLED_MS && closureThroughout(from, before, timeframe, hours) !== null;

/** Why no bar can start in the span (the reason at its start), or null when one can. */
function closureThroughout(from: number, before: number, timeframe: Timeframe, hours: TradingHours): Closure | null {
  const length = timeframeMs(timeframe);
  const atStart = closureAt(from, timeframe, hours);
  for (let start = from; start < before; start += length) {
    if (closureAt(start, timeframe, hours) === null) return null;
  }
  return atStart;
}
