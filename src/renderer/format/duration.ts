const SPACE = '\u00a0';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** How long something took: `0.3 s`, `12 s`, `2 m 05 s`, `1 h 02 m`, `2 d 03 h`. */
export function duration(ms: number): string {
  if (ms < 50) return ms <= 0 ? `0${SPACE}s` : `<${SPACE}0.1${SPACE}s`;
  if (ms < 9_950) return `${(ms / SECOND).toFixed(1)}${SPACE}s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds}${SPACE}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}${SPACE}m${SPACE}${two(seconds % 60)}${SPACE}s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1_440) return `${Math.floor(minutes / 60)}${SPACE}h${SPACE}${two(minutes % 60)}${SPACE}m`;
  const hours = Math.round(ms / HOUR);
  return `${Math.floor(hours / 24)}${SPACE}d${SPACE}${two(hours % 24)}${SPACE}h`;
}

/** The time between two moments; `until` defaults to now for what is still going on. */
export const durationBetween = (from: string, until: string): number =>
  Math.max(0, Date.parse(until) - Date.parse(from));

const UNITS = [
  { unit: 'd', size: DAY },
  { unit: 'h', size: HOUR },
  { unit: 'min', size: MINUTE },
] as const;

/** Steps to which a remaining time is rounded, so that it moves seldom. */
const SECOND_STEP = 5;

/** The remaining time as a range in words: `4–6 min`, `15–20 s`, `a few seconds`. Never seconds that dance. */
export function remainingTime(range: { readonly lowMs: number; readonly highMs: number }): string {
  const low = Math.min(range.lowMs, range.highMs);
  const high = Math.max(range.lowMs, range.highMs);
  if (high < 5 * SECOND) return 'a few seconds';
  if (high < 55 * SECOND) {
    return span(steps(low, SECOND, SECOND_STEP, Math.floor), steps(high, SECOND, SECOND_STEP, Math.ceil), 's');
  }
  // The larger end chooses the unit: 50 s to 2 min reads as 1–2 min. Hours and days need two of them to be exact enough.
  const { unit, size } = UNITS.find((one) => high >= one.size * 2) ?? { unit: 'min' as const, size: MINUTE };
  const from = Math.max(1, Math.floor(low / size));
  return span(from, Math.max(from, Math.ceil(high / size - 0.1)), unit);
}

const steps = (ms: number, unit: number, step: number, round: (value: number) => number): number =>
  Math.max(step, round(ms / unit / step) * step);

const span = (from: number, to: number, unit: string): string =>
  from >= to ? `~${to}${SPACE}${unit}` : `${from}–${to}${SPACE}${unit}`;
