import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../contract/timeframe';
import type { JobToken } from '../../engine/job-control';
import { containsWeekendDay } from './weekend';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BARS_PER_LOOK = 65_536;
/** A timeframe is taken as given when at least this share of the steps has exactly its length. */
const ENOUGH_EXACT_STEPS = 0.25;
/** Missing bars begin where a step is longer than this many bars. A single missing day is taken for a holiday. */
const gapInBars = (timeframe: Timeframe): number => (timeframe === '1d' ? 2.5 : 1.5);
/** The longest step over a weekend: Friday evening to Tuesday morning. */
const LONGEST_WEEKEND_MS = 4 * DAY_MS;

export interface BarSpacing {
  /** The timeframe that fits the steps, where it clearly is another one than was given; else null. */
  readonly otherTimeframe: Timeframe | null;
  /** Steps shorter than a bar, and the index of the bar the first of them ends at. */
  readonly shortSteps: number;
  readonly firstShort: number;
  /** Steps over more than one bar that no weekend explains (nor, where the market closes every night, the night). */
  readonly gaps: number;
  readonly longestGapMs: number;
  /** Index of the bar after the longest such gap. */
  readonly longestGapAt: number;
}

/**
 * Measures the steps from bar to bar. The likely timeframe is the one nearest (as a ratio) to the median step; it
 * contradicts the given one unless a fair share of the steps has exactly the given length, as where a market with
 * two 4-hour bars a day steps 4 and 20 hours in turn.
 */
export function measureSpacing(time: Float64Array, timeframe: Timeframe, token: JobToken): BarSpacing {
  const length = timeframeMs(timeframe);
  // Days and weeks that follow local time are an hour shorter or longer where its clocks change.
  const tolerance = length >= DAY_MS ? HOUR_MS : 0;
  const longestStep = length * gapInBars(timeframe) + tolerance;
  const nearestCounts = TIMEFRAMES.map(() => 0);
  let exact = 0;
  let shortSteps = 0;
  let firstShort = 0;
  let weekendGaps = 0;
  const overnight = new GapTally();
  const others = new GapTally();

  for (let index = 1; index < time.length; index += 1) {
    if (index % BARS_PER_LOOK === 0) token.throwIfCancelled();
    const from = time[index - 1] as number;
    const to = time[index] as number;
    const step = to - from;
    const nearest = nearestTimeframe(step);
    nearestCounts[nearest] = (nearestCounts[nearest] as number) + 1;
    if (Math.abs(step - length) <= tolerance) exact += 1;
    if (step < length - tolerance) {
      if (shortSteps === 0) firstShort = index;
      shortSteps += 1;
    } else if (step > longestStep) {
      if (step <= LONGEST_WEEKEND_MS + length && containsWeekendDay(from + length, to)) weekendGaps += 1;
      else if (step < DAY_MS && dayOf(from) !== dayOf(to)) overnight.add(step, index);
      else others.add(step, index);
    }
  }

  const steps = time.length - 1;
  const likely = medianTimeframe(nearestCounts, steps);
  const closesAtNight = overnight.count > 0 && overnight.count >= nightsWithin(time, weekendGaps) / 2;
  const gaps = closesAtNight ? others : others.plus(overnight);
  return {
    otherTimeframe: likely !== timeframe && exact < steps * ENOUGH_EXACT_STEPS ? likely : null,
    shortSteps,
    firstShort,
    gaps: gaps.count,
    longestGapMs: gaps.longest,
    longestGapAt: gaps.at,
  };
}

class GapTally {
  constructor(
    public count = 0,
    public longest = 0,
    public at = 0,
  ) {}

  add(step: number, index: number): void {
    this.count += 1;
    if (step <= this.longest) return;
    this.longest = step;
    this.at = index;
  }

  plus(other: GapTally): GapTally {
    const longer = this.longest >= other.longest ? this : other;
    return new GapTally(this.count + other.count, longer.longest, longer.at);
  }
}

const dayOf = (milliseconds: number): number => Math.floor(milliseconds / DAY_MS);

/** About the nights between trading days: each week has two days of rest where weekends are closed. */
function nightsWithin(time: Float64Array, weekendGaps: number): number {
  const days = ((time[time.length - 1] ?? 0) - (time[0] ?? 0)) / DAY_MS;
  return Math.max(1, days - 2 * weekendGaps);
}

function nearestTimeframe(step: number): number {
  let index = 0;
  while (index + 1 < TIMEFRAMES.length && step * step > middleSquared(index)) index += 1;
  return index;
}

/** Square of the geometric mean of a timeframe's length and the next one's. */
const middleSquared = (index: number): number =>
  timeframeMs(TIMEFRAMES[index] as Timeframe) * timeframeMs(TIMEFRAMES[index + 1] as Timeframe);

function medianTimeframe(counts: readonly number[], steps: number): Timeframe {
  let seen = 0;
  const index = counts.findIndex((count) => {
    seen += count;
    return seen * 2 >= steps;
  });
  return TIMEFRAMES[Math.max(0, index)] as Timeframe;
}
