import { parseDecimal } from './csv-number';

const ZERO = 0x30;
const DASH = 0x2d;
const PLUS = 0x2b;
const COLON = 0x3a;
const DOT = 0x2e;
const SPACE = 0x20;
const UPPER_T = 0x54;
const LOWER_T = 0x74;
const UPPER_Z = 0x5a;
const LOWER_Z = 0x7a;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** 9999-12-31T23:59:59.999Z: no bar is later, so a larger number counts something finer than milliseconds. */
const LATEST_MS = 253_402_300_799_999;
/** Below, a number counts seconds (it would be the year 5138); from here on milliseconds (from March 1973). */
const SMALLEST_MILLISECONDS = 1e11;

/** How a file writes its times. The first readable one decides for the whole file, so that units never mix. */
export type TimeFormat = 'iso' | 'compact_date' | 'epoch_seconds' | 'epoch_milliseconds';

export const TIME_FORMATS_ACCEPTED =
  'an ISO date such as 2020-01-31 or 2020-01-31T09:30:00Z (without a zone it is UTC), or seconds or milliseconds since 1970';

/** The format of the time in `bytes[start, end)`, or null when it is none. Eight digits such as 20200131 are a date. */
export function timeFormatOf(bytes: Uint8Array, start: number, end: number): TimeFormat | null {
  if (!Number.isNaN(parseIsoTime(bytes, start, end))) return 'iso';
  if (end - start === 8 && !Number.isNaN(parseCompactDate(bytes, start))) return 'compact_date';
  const value = parseDecimal(bytes, start, end);
  if (Number.isNaN(value) || Math.abs(value) > LATEST_MS) return null;
  return Math.abs(value) < SMALLEST_MILLISECONDS ? 'epoch_seconds' : 'epoch_milliseconds';
}

/** Whole milliseconds since the epoch, or NaN when the bytes are no time in that format. */
export function parseTime(bytes: Uint8Array, start: number, end: number, format: TimeFormat): number {
  switch (format) {
    case 'iso':
      return parseIsoTime(bytes, start, end);
    case 'compact_date':
      return end - start === 8 ? parseCompactDate(bytes, start) : Number.NaN;
    case 'epoch_seconds':
      return withinCalendar(Math.round(parseDecimal(bytes, start, end) * 1_000));
    case 'epoch_milliseconds':
      return withinCalendar(Math.round(parseDecimal(bytes, start, end)));
  }
}

const withinCalendar = (milliseconds: number): number =>
  Math.abs(milliseconds) <= LATEST_MS ? milliseconds : Number.NaN;

/** `YYYY-MM-DD`, then perhaps `T` or a space, `HH:MM`, `:SS`, `.fraction`, and `Z` or `±HH[[:]MM]`. */
function parseIsoTime(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 10 || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return Number.NaN;
  const day = dayOf(digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  let index = start + 10;
  if (index === end) return day * DAY_MS;

  const separator = bytes[index];
  if (separator !== UPPER_T && separator !== LOWER_T && separator !== SPACE) return Number.NaN;
  if (end - index < 6 || bytes[index + 3] !== COLON) return Number.NaN;
  const hour = digits(bytes, index + 1, 2);
  const minute = digits(bytes, index + 4, 2);
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  index += 6;
  let time = day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS;

  if (index < end && bytes[index] === COLON) {
    if (end - index < 3) return Number.NaN;
    const second = digits(bytes, index + 1, 2);
    if (!(second <= 59)) return Number.NaN;
    index += 3;
    time += second * 1_000;
    if (index < end && bytes[index] === DOT) {
      let scale = 100;
      const first = index + 1;
      for (index = first; index < end; index += 1) {
        const digit = (bytes[index] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        time += digit * scale;
        // Past the millisecond nothing is added: a later digit never moves a bar.
        scale = scale > 1 ? scale / 10 : 0;
      }
      if (index === first) return Number.NaN;
    }
  }
  return time - zoneOffset(bytes, index, end);
}

/** Milliseconds east of UTC of the zone in `bytes[index, end)`; 0 for none, NaN for what is no zone. */
function zoneOffset(bytes: Uint8Array, index: number, end: number): number {
  if (index === end) return 0;
  const sign = bytes[index];
  const length = end - index;
  if (sign === UPPER_Z || sign === LOWER_Z) return length === 1 ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const hasColon = length === 6 && bytes[index + 3] === COLON;
  if (length !== 3 && length !== 5 && !hasColon) return Number.NaN;
  const hours = digits(bytes, index + 1, 2);
  const minutes = length === 3 ? 0 : digits(bytes, end - 2, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

/** `YYYYMMDD`; the caller has checked the length. Years outside 1800–2200 are taken for a number, not a date. */
function parseCompactDate(bytes: Uint8Array, start: number): number {
  const year = digits(bytes, start, 4);
  if (!(year >= 1800 && year <= 2200)) return Number.NaN;
  return dayOf(year, digits(bytes, start + 4, 2), digits(bytes, start + 6, 2)) * DAY_MS;
}

/** The number that exactly `count` digits spell, or NaN. */
function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = (bytes[index] as number) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/**
 * Days since 1970-01-01 of a date of the proleptic Gregorian calendar, or NaN when there is no such date.
 * Counts years from March, so that the leap day comes last (H. Hinnant, "chrono-compatible low-level date algorithms").
 */
function dayOf(year: number, month: number, day: number): number {
  const length = month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? Number.NaN);
  if (!(year >= 0 && day >= 1 && day <= length)) return Number.NaN;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
