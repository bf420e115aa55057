const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday. */
const THURSDAY = 4;

/** 0 Sunday … 6 Saturday, UTC. */
const weekdayOf = (milliseconds: number): number => (((Math.floor(milliseconds / DAY_MS) + THURSDAY) % 7) + 7) % 7;

export const isWeekend = (milliseconds: number): boolean => weekdayOf(milliseconds) % 6 === 0;

/** True when any part of [from, to) lies on a Saturday or Sunday (UTC). */
export function containsWeekendDay(from: number, to: number): boolean {
  if (to - from >= 6 * DAY_MS) return true;
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) if (isWeekend(day)) return true;
  return false;
}
