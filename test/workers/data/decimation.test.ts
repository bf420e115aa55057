import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimateBars, decimateEquity, windowOf } from '../../../src/workers/data/decimation';
import { walkingBars } from './bar-samples';

const counts = fc.integer({ min: 1, max: 400 });
const points = fc.integer({ min: 10, max: 200 });
const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);

test('merged bars keep first open, last close, every extreme and all volume, and are at most as many as asked for', () => {
  fc.assert(
    fc.property(counts, points, fc.nat(), (count, most, seed) => {
      const bars = walkingBars(count, '1h', 0, seed);
      const series = decimateBars(bars, most);
      expect(series.total).toBe(count);
      expect(series.time).toHaveLength(Math.min(count, most));
      expect(series.time[0]).toBe(bars.time[0]);
      expect(series.open[0]).toBe(bars.open[0]);
      expect(series.close.at(-1)).toBe(bars.close.at(-1));
      expect(Math.max(...series.high)).toBe(Math.max(...bars.high));
      expect(Math.min(...series.low)).toBe(Math.min(...bars.low));
      expect(sum(series.volume)).toBe(sum(bars.volume));
      expect([...series.time]).toEqual([...series.time].sort((a, b) => a - b));
    }),
  );
});

test('a spike anywhere in a long series is in what is drawn', () => {
  const bars = walkingBars(10_000);
  bars.high[7_777] = 1e6;
  bars.low[1_234] = 1e-6;
  const series = decimateBars(bars, 100);
  expect(series.high).toContain(1e6);
  expect(series.low).toContain(1e-6);
});

test('fewer bars than asked for come unchanged', () => {
  const bars = walkingBars(7);
  const { total, ...series } = decimateBars(bars, 10);
  expect(series).toEqual({ ...bars });
  expect(total).toBe(7);
});

function equityOf(values: readonly number[]) {
  const equity = Float64Array.from(values);
  let peak = 0;
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
  return {
    time: equity.map((_, index) => index * 60_000),
    equity,
    drawdown,
    benchmark: equity.map((value) => value / 2),
  };
}

test('of an equity curve the first, the last, the highest, the lowest and the deepest drawdown stay', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 500 }),
      points,
      (values, most) => {
        const columns = equityOf(values);
        const series = decimateEquity(columns, most);
        expect(series.total).toBe(values.length);
        expect(series.time.length).toBeLessThanOrEqual(most);
        expect(series.equity[0]).toBe(columns.equity[0]);
        expect(series.equity.at(-1)).toBe(columns.equity.at(-1));
        expect(Math.max(...series.equity)).toBe(Math.max(...columns.equity));
        expect(Math.min(...series.equity)).toBe(Math.min(...columns.equity));
        expect(Math.max(...series.drawdown)).toBe(Math.max(...columns.drawdown));
        // Every kept point is a point of the curve, in order.
        const indexes = [...series.time].map((time) => time / 60_000);
        expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
        expect([...series.equity]).toEqual(indexes.map((index) => columns.equity[index]));
        expect([...series.benchmark]).toEqual(indexes.map((index) => columns.benchmark[index]));
      },
    ),
  );
});

test('a window takes both of its ends in', () => {
  const time = Float64Array.of(10, 20, 30, 40);
  const window = (from: number | null, to: number | null) => windowOf(time, { from, to, points: 10 });
  expect(window(null, null)).toEqual({ start: 0, end: 4 });
  expect(window(20, 30)).toEqual({ start: 1, end: 3 });
  expect(window(21, 29)).toEqual({ start: 2, end: 2 });
  expect(window(50, 60)).toEqual({ start: 4, end: 4 });
  expect(window(30, 20)).toEqual({ start: 2, end: 2 });
});

test('nothing in the window is an empty series', () => {
  expect(decimateBars(walkingBars(0), 10)).toMatchObject({ total: 0, time: new Float64Array(0) });
  expect(decimateEquity(equityOf([]), 10)).toMatchObject({ total: 0, time: new Float64Array(0) });
});
