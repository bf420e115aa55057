import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSeries, pointsBetween } from '../../../src/renderer/charts/merge-series';

const seriesOf = (times: readonly number[], mark: number) => ({
  time: Float64Array.from(times),
  value: Float64Array.from(times, () => mark),
  total: times.length,
});

describe('mergeSeries', () => {
  it('takes the stretch of the fine series from it and the rest from the coarse one', () => {
    const merged = mergeSeries(seriesOf([0, 10, 20, 30, 40], 1), seriesOf([18, 19, 20, 21], 2));
    expect([...merged.time]).toEqual([0, 10, 18, 19, 20, 21, 30, 40]);
    expect([...merged.value]).toEqual([1, 1, 2, 2, 2, 2, 1, 1]);
    expect(merged.total).toBe(5);
  });

  it('keeps the coarse series when there is nothing finer', () => {
    const coarse = seriesOf([0, 10], 1);
    expect(mergeSeries(coarse, seriesOf([], 2))).toBe(coarse);
  });

  it('gives strictly increasing times whatever the stretch', () => {
    const times = fc
      .uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 60 })
      .map((some) => some.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, times, (coarse, fine) => {
        const merged = [...mergeSeries(seriesOf(coarse, 1), seriesOf(fine, 2)).time];
        expect(merged.every((time, index) => index === 0 || time > (merged[index - 1] ?? -1))).toBe(true);
        for (const time of fine) expect(merged).toContain(time);
      }),
    );
  });
});

it('counts the points between two moments, both included', () => {
  const time = Float64Array.from([0, 10, 20, 30]);
  expect(pointsBetween(time, 10, 20)).toBe(2);
  expect(pointsBetween(time, 11, 19)).toBe(0);
  expect(pointsBetween(time, -5, 100)).toBe(4);
});
