import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartPoint, thinPoints } from '../../../src/renderer/charts/thin-points';

const series = fc.array(fc.record({ a: fc.double({ noNaN: true }), b: fc.option(fc.integer()) }), { maxLength: 3_000 });
const pointsOf = (values: readonly { a: number; b: number | null }[]): ChartPoint[] =>
  values.map((value, x) => ({ x, ...value }));

describe('thinPoints', () => {
  it('leaves short series alone', () => {
    const points = pointsOf([{ a: 1, b: null }]);
    expect(thinPoints(points, ['a', 'b'], 100)).toBe(points);
  });

  it('keeps both ends, the order and every extreme, and stays near the limit', () => {
    fc.assert(
      fc.property(series, (values) => {
        const points = pointsOf(values);
        const thin = thinPoints(points, ['a', 'b'], 200);
        expect(thin.length).toBeLessThanOrEqual(202);
        expect(thin[0]).toBe(points[0]);
        expect(thin.at(-1)).toBe(points.at(-1));
        expect(thin.every((point, index) => index === 0 || point.x > (thin[index - 1]?.x ?? -1))).toBe(true);
        const highest = (some: readonly ChartPoint[], key: string): number =>
          some.reduce(
            (most, point) => Math.max(most, point[key] ?? Number.NEGATIVE_INFINITY),
            Number.NEGATIVE_INFINITY,
          );
        if (points.length > 0) {
          expect(highest(thin, 'a')).toBe(highest(points, 'a'));
          expect(highest(thin, 'b')).toBe(highest(points, 'b'));
        }
      }),
    );
  });
});
