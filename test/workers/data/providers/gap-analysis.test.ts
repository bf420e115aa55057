import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TIMEFRAMES } from '../../../../src/contract/timeframe';
import { classifyGap, findGaps } from '../../../../src/workers/data/providers/gap-analysis';
import { longestRequestMs, segmentsOf } from '../../../../src/workers/data/providers/segments';
import { AROUND_THE_CLOCK_ON_WEEKDAYS, type TradingHours } from '../../../../src/workers/data/providers/trading-hours';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const MONDAY = Date.UTC(2020, 0, 6);
const at = (day: number, hour = 0): number => MONDAY + day * DAY + hour * HOUR;
const span = (fromDay: number, beforeDay: number) => ({ from: at(fromDay), before: at(beforeDay) });
const OFFICE_HOURS: TradingHours = { opens: 9 * HOUR, closes: 17 * HOUR, holidays: new Set(['2020-01-08']) };

describe('a hole between bars', () => {
  test.each([
    ['longer than 7 days is a closure of the market', at(0), at(8), null, 'market_closure'],
    ['shorter than 2 days is passed over where trading hours are not known', at(0), at(1, 23), null, 'short'],
    ['of 2 days is unexpected where trading hours are not known', at(0), at(2), null, 'unexpected'],
    ['of more than 72 hours is a closure', at(0), at(3, 1), null, 'market_closure'],
    ['of exactly 72 hours is unexpected', at(0), at(3), null, 'unexpected'],
    ['over the weekend is expected', at(5), at(7), AROUND_THE_CLOCK_ON_WEEKDAYS, 'weekend'],
    ['that begins before the weekend is not', at(4, 23), at(7), AROUND_THE_CLOCK_ON_WEEKDAYS, 'unexpected'],
    ['of one hour in a session is unexpected', at(0, 10), at(0, 11), OFFICE_HOURS, 'unexpected'],
    ['at night is outside the hours', at(0, 17), at(1, 9), OFFICE_HOURS, 'outside_hours'],
    ['on a holiday is expected', at(2), at(3, 9), OFFICE_HOURS, 'holiday'],
    ['of 4 days with trading in it is a closure', at(0), at(4), OFFICE_HOURS, 'market_closure'],
  ] as const)('%s', (_name, from, before, hours, kind) => {
    expect(classifyGap({ from, before }, '1h', hours)).toBe(kind);
  });
});

describe('what is missing', () => {
  /** Hourly bars of the first two weeks, Monday to Friday, without 10:00 to 13:00 of the second Tuesday. */
  const time = Float64Array.from(
    Array.from({ length: 12 * 24 }, (_, index) => MONDAY + index * HOUR).filter(
      (moment) => ![5, 6].includes(((moment - MONDAY) / DAY) | 0) && !(moment >= at(8, 10) && moment < at(8, 13)),
    ),
  );
  const gaps = (wanted: { from: number; before: number }, mode: 'tail' | 'full' | 'backfill') =>
    findGaps(time, wanted, '1h', mode, AROUND_THE_CLOCK_ON_WEEKDAYS);

  test('is all of it where nothing is there', () => {
    expect(findGaps(new Float64Array(0), span(0, 3), '1h', 'tail', null)).toEqual([span(0, 3)]);
  });

  test.each(['backfill', 'full'] as const)('is before the first and after the last bar (%s)', (mode) => {
    expect(gaps(span(-7, 21), mode)).toEqual([span(-7, 0), span(12, 21)]);
  });

  test('is also the holes between for a tail, but not the weekend', () => {
    expect(gaps(span(0, 12), 'tail')).toEqual([{ from: at(8, 10), before: at(8, 13) }]);
    expect(gaps(span(0, 12), 'full')).toEqual([]);
  });

  test('is cut to what is wanted', () => {
    expect(gaps({ from: at(8, 11), before: at(8, 12) }, 'tail')).toEqual([{ from: at(8, 11), before: at(8, 12) }]);
    expect(gaps(span(9, 11), 'tail')).toEqual([]);
    expect(gaps(span(14, 15), 'tail')).toEqual([span(14, 15)]);
  });

  test('is nothing where the market was closed since the last bar', () => {
    expect(gaps({ from: at(0), before: at(14) }, 'full')).toEqual([]);
  });
});

describe('requests', () => {
  test.each([
    ['1m', 1],
    ['5m', 7],
    ['15m', 14],
    ['30m', 30],
    ['1h', 30],
    ['4h', 120],
    ['1d', 365],
    ['1w', 730],
  ] as const)('of %s bars span %i days at most', (timeframe, days) => {
    expect(longestRequestMs(timeframe)).toBe(days * DAY);
  });

  test('a tail is fetched newest first, the other modes oldest first', () => {
    const gaps = [span(100, 131), span(0, 60)];
    const oldestFirst = [span(0, 30), span(30, 60), span(100, 130), span(130, 131)];
    expect(segmentsOf(gaps, '1h', 'full')).toEqual(oldestFirst);
    expect(segmentsOf(gaps, '1h', 'backfill')).toEqual(oldestFirst);
    expect(segmentsOf(gaps, '1h', 'tail')).toEqual([...oldestFirst].reverse());
  });

  test('cover their gap exactly, each within the limit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TIMEFRAMES), fc.integer({ min: 1, max: 4_000 * 24 }), (timeframe, hours) => {
        const gap = { from: MONDAY, before: MONDAY + hours * HOUR };
        const segments = segmentsOf([gap], timeframe, 'full');
        expect(segments[0]?.from).toBe(gap.from);
        expect(segments.at(-1)?.before).toBe(gap.before);
        for (const [index, segment] of segments.entries()) {
          expect(segment.before - segment.from).toBeLessThanOrEqual(longestRequestMs(timeframe));
          expect(segment.before).toBeGreaterThan(segment.from);
          if (index > 0) expect(segment.from).toBe(segments[index - 1]?.before);
        }
      }),
    );
  });
});
