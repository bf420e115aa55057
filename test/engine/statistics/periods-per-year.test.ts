import { describe, expect, test } from 'vitest';
import { periodsPerYear, yearsOf } from '../../../src/engine/statistics/periods-per-year';

const DAY_MS = 86_400_000;

describe('periods per year', () => {
  test('daily bars of an exchange count as 252', () => {
    const years = yearsOf(Date.UTC(2000, 0, 3), Date.UTC(2020, 3, 17), '1d');
    expect(5_104 / years).toBeCloseTo(251.6, 0);
    expect(periodsPerYear(5_104, years, '1d')).toBe(252);
  });

  test('daily bars of a market that never closes count as they are', () => {
    expect(periodsPerYear(365, yearsOf(0, 364 * DAY_MS, '1d'), '1d')).toBeCloseTo(365.25, 10);
  });

  test('intraday bars are counted when the range is long enough', () => {
    const years = yearsOf(0, 364 * DAY_MS, '1d');
    expect(periodsPerYear(1_764, years, '1h')).toBeCloseTo(1_764 / years, 10);
  });

  test('below 90 days the timeframe decides', () => {
    const days = (count: number): number => yearsOf(0, (count - 1) * DAY_MS, '1d');
    expect(periodsPerYear(100, days(89), '1h')).toBe(6_048);
    expect(periodsPerYear(60, days(89), '1d')).toBe(252);
    expect(periodsPerYear(10, days(70), '1w')).toBe(52);
    expect(periodsPerYear(2_160, days(90), '1h')).toBeCloseTo(8_766, 8);
  });
});
