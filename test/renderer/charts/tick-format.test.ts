import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickFormat, widthOfTicks } from '../../../src/renderer/charts/tick-format';

const between = (low: number, high: number) => [
  { x: 1, value: low },
  { x: 2, value: high },
];

describe('tickFormat', () => {
  it.each([
    [0.8, 1.07, 'figure', 0.9, '0.90'],
    [1.64, 1.65, 'figure', 1.645, '1.645'],
    [0, 42, 'figure', 30, '30'],
    [0.36, 0.63, 'share', 0.45, '45\u00a0%'],
    [0.5, 0.505, 'share', 0.5025, '50.25\u00a0%'],
  ] as const)('over %f to %f writes a %s of %f as %s', (low, high, unit, tick, text) => {
    expect(tickFormat(between(low, high), ['value'], unit)(tick)).toBe(text);
  });

  it('has two decimals where all points are equal or none is there', () => {
    expect(tickFormat(between(1, 1), ['value'], 'figure')(1)).toBe('1.00');
    expect(tickFormat([], ['value'], 'figure')(1)).toBe('1.00');
    expect(tickFormat([{ x: 1, value: null }], ['value'], 'figure')(1)).toBe('1.00');
  });

  it('tells the quarters of any axis apart', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-6, max: 1e3, noNaN: true }), (low, span) => {
        const format = tickFormat(between(low, low + span), ['value'], 'figure');
        const texts = [0, 1, 2, 3, 4].map((quarter) => format(low + (span * quarter) / 4));
        expect(new Set(texts).size).toBe(5);
      }),
    );
  });
});

describe('widthOfTicks', () => {
  const widthOf = (...values: number[]): number => {
    const points = values.map((value, x) => ({ x, value }));
    return widthOfTicks(points, ['value'], tickFormat(points, ['value'], 'figure'));
  };

  it('is the same for usual figures, so that axes below each other line up', () => {
    expect(widthOf(0.81, 1.08)).toBe(widthOf(0.2, 0.9));
    expect(widthOf()).toBe(widthOf(0.2, 0.9));
  });

  it('grows with figures that need many digits', () => {
    expect(widthOf(1.64393, 1.64444)).toBeGreaterThan(widthOf(0.81, 1.08));
  });
});
