import { type DurationRecord, estimateDuration, usableRecords } from './time-estimation';

export interface RemainingRange {
  readonly lowMs: number;
  readonly highMs: number;
}

/** Progress since some moment: percent gained and milliseconds it took. */
export interface Stretch {
  readonly gained: number;
  readonly elapsedMs: number;
}

/** Below either, a rate says nothing yet. */
const LEAST_GAIN = 2;
const LEAST_ELAPSED_MS = 2_000;

/** How far off, as a fraction, an estimate may be with all of the work still to do, and with none. */
const DOUBT_AT_START = 0.5;
const DOUBT_AT_END = 0.1;

/** Shown figures reach a new estimate in about this time, so that they do not dance. */
const SMOOTHING_MS = 5_000;

/**
 * What is left at the rate of the first stretch that is long enough to have one; null when none is. Stretches come
 * most telling first: the running phase before the whole attempt, since phases differ in speed.
 */
export function remainingByRate(percentage: number, stretches: readonly Stretch[]): RemainingRange | null {
  const telling = stretches.find(({ gained, elapsedMs }) => gained >= LEAST_GAIN && elapsedMs >= LEAST_ELAPSED_MS);
  if (telling === undefined) return null;
  const left = 100 - percentage;
  const expected = (left * telling.elapsedMs) / telling.gained;
  const doubt = DOUBT_AT_END + ((DOUBT_AT_START - DOUBT_AT_END) * left) / 100;
  return { lowMs: expected * (1 - doubt), highMs: expected * (1 + doubt) };
}

/**
 * The duration expected from history, give or take what past runs of this kind strayed from it, less the time
 * passed; null when there is no history or this run outlasts it.
 */
export function remainingByHistory(
  records: readonly DurationRecord[],
  elapsedMs: number,
  now: number,
): RemainingRange | null {
  const expected = estimateDuration(records, now);
  if (expected === null) return null;
  const known = usableRecords(records);
  const strayed = known.reduce((sum, record) => sum + Math.abs(record.durationMs - expected), 0) / known.length;
  const doubt = Math.max(strayed, expected * DOUBT_AT_END);
  const highMs = expected + doubt - elapsedMs;
  return highMs <= 0 ? null : { lowMs: Math.max(0, expected - doubt - elapsedMs), highMs };
}

/** The shown range counted down by `passedMs` and moved a part of the way to the new estimate. */
export function smoothedRange(
  shown: RemainingRange | null,
  estimate: RemainingRange | null,
  passedMs: number,
): RemainingRange | null {
  if (shown === null || estimate === null) return estimate;
  const share = 1 - Math.exp(-passedMs / SMOOTHING_MS);
  const towards = (from: number, to: number): number => {
    const countedDown = from - passedMs;
    return Math.max(0, countedDown + (to - countedDown) * share);
  };
  return { lowMs: towards(shown.lowMs, estimate.lowMs), highMs: towards(shown.highMs, estimate.highMs) };
}
