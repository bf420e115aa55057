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
/** From so much of the bar on, a rate says it all. */
const TRUSTED_GAIN = 20;

/** How far off, as a fraction, an estimate may be with all of the work still to do, and with none. */
const DOUBT_AT_START = 0.5;
const DOUBT_AT_END = 0.1;

/** Shown figures reach a new estimate in about this time, so that they do not dance. */
const SMOOTHING_MS = 5_000;

/** The first stretch that is long enough to have a rate. */
export const tellingStretch = (stretches: readonly Stretch[]): Stretch | null =>
  stretches.find(({ gained, elapsedMs }) => gained >= LEAST_GAIN && elapsedMs >= LEAST_ELAPSED_MS) ?? null;

/** What is left at the rate of a stretch. */
export function rangeByRate(percentage: number, { gained, elapsedMs }: Stretch): RemainingRange {
  const left = 100 - percentage;
  const expected = (left * elapsedMs) / gained;
  const doubt = DOUBT_AT_END + ((DOUBT_AT_START - DOUBT_AT_END) * left) / 100;
  return { lowMs: expected * (1 - doubt), highMs: expected * (1 + doubt) };
}

/** An expected duration, give or take what others strayed from it, less the time passed; null when that is over. */
export function rangeByHistory(expectedMs: number, strayedMs: number, elapsedMs: number): RemainingRange | null {
  const doubt = Math.max(strayedMs, expectedMs * DOUBT_AT_END);
  const highMs = expectedMs + doubt - elapsedMs;
  return highMs <= 0 ? null : { lowMs: Math.max(0, expectedMs - doubt - elapsedMs), highMs };
}

/** From what history says at the least gain that has a rate to what the rate says at the gain that is trusted. */
export function blendedRange(byHistory: RemainingRange | null, byRate: RemainingRange, gained: number): RemainingRange {
  if (byHistory === null) return byRate;
  const share = Math.min(1, (gained - LEAST_GAIN) / (TRUSTED_GAIN - LEAST_GAIN));
  const between = (from: number, to: number): number => from + (to - from) * share;
  return { lowMs: between(byHistory.lowMs, byRate.lowMs), highMs: between(byHistory.highMs, byRate.highMs) };
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
