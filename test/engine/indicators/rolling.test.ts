import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollingExtreme } from '../../../src/engine/indicators/rolling-extreme';
import { rollingMean } from '../../../src/engine/indicators/rolling-mean';
import { Random } from '../../../src/engine/math/random';

const series = fc.array(
  fc.oneof(fc.integer({ min: -20, max: 20 }), { weight: 1, arbitrary: fc.constant(Number.NaN) }),
  { maxLength: 60 },
);

/** The window that ends at `i`, or null where it is incomplete or holds a NaN. */
function windowAt(values: readonly number[], i: number, period: number): readonly number[] | null {
  const window = values.slice(Math.max(0, i - period + 1), i + 1);
  return window.length === period && !window.some(Number.isNaN) ? window : null;
}

describe('rollingMean', () => {
  it('is the mean of each whole window, also around missing values', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 12 }), (values, period) => {
        const expected = values.map((_, i) => {
          const window = windowAt(values, i, period);
          return window === null ? Number.NaN : window.reduce((a, b) => a + b, 0) / period;
        });
        expect([...rollingMean(Float64Array.from(values), period)]).toEqual(expected.map((mean) => mean + 0));
      }),
    );
  });

  it('does not drift: after 300,000 bars and one huge value it equals the window summed anew', () => {
    const random = Random.fromSeed(7);
    const values = Float64Array.from({ length: 300_000 }, () => 0.1 + random.nextUniform() * 1e-3);
    values[10] = 1e9;
    const period = 50;
    const means = rollingMean(values, period);
    for (const end of [100, 150_000, 299_999]) {
      let exact = 0n;
      for (let i = end - period + 1; i <= end; i++) exact += BigInt(Math.round(values[i]! * 2 ** 60));
      expect(Math.abs(means[end]! - Number(exact) / 2 ** 60 / period)).toBeLessThan(3e-17);
    }
  });
});

describe('rollingExtreme', () => {
  it('is the largest or smallest of each whole window, also around missing values', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(1 as const, -1 as const),
        (values, period, sign) => {
          const expected = values.map((_, i) => {
            const window = windowAt(values, i, period);
            if (window === null) return Number.NaN;
            return sign > 0 ? Math.max(...window) : Math.min(...window);
          });
          expect([...rollingExtreme(Float64Array.from(values), period, sign)]).toEqual(expected);
        },
      ),
    );
  });
});
