import { type Timeframe, timeframeMs } from '../../../contract/timeframe';
import { isWeekend } from '../weekend';

const DAY_MS = 86_400_000;

/** When a market is open. Days and times are UTC; the market is closed at weekends. */
export interface TradingHours {
  /** Milliseconds after midnight of the first moment it is open, and of the first it is closed again. */
  readonly opens: number;
  readonly closes: number;
  /** Days on which it stays closed, as `2020-12-25`. */
  readonly holidays: ReadonlySet<string>;
}

export const AROUND_THE_CLOCK_ON_WEEKDAYS: TradingHours = { opens: 0, closes: DAY_MS, holidays: new Set() };

export type Closure = 'weekend' | 'holiday' | 'outside_hours';

/** Why there is no bar that starts at this moment; null when the market is open for at least a part of it. */
export function closureAt(start: number, timeframe: Timeframe, hours: TradingHours): Closure | null {
  const length = timeframeMs(timeframe);
  // A week always has a day on which the market is open.
  if (length > DAY_MS) return null;
  if (isWeekend(start)) return 'weekend';
  if (hours.holidays.has(new Date(start).toISOString().slice(0, 10))) return 'holiday';
  const sinceMidnight = start - Math.floor(start / DAY_MS) * DAY_MS;
  const isOpen = sinceMidnight < hours.closes && sinceMidnight + length > hours.opens;
  return isOpen ? null : 'outside_hours';
}
