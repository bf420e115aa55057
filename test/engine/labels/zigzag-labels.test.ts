import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUY, HOLD, SELL } from '../../../src/engine/labels/label-classes';
import { zigzagLabels } from '../../../src/engine/labels/zigzag-labels';

const letters = (closes: readonly number[], threshold: number): string =>
  Array.from(zigzagLabels(Float64Array.from(closes), threshold), (label) => 'BHS'[label]).join('');

it('labels the bars strictly between two turning points by the way the price goes', () => {
  // Turns at 100, 120, 96 and 110; the last bars come after the last extreme.
  expect(letters([100, 105, 112, 120, 110, 100, 96, 101, 110, 109, 108], 0.1)).toBe('HBBHSSHBHHH');
});

it('counts a reversal that reaches the threshold exactly', () => {
  expect(letters([100, 105, 110, 100, 99, 105], 0.1)).toBe('HBHSHH');
  expect(letters([100, 105, 110, 100, 99.01, 105], 0.1)).toBe('HBHHHH');
});

it('starts the first swing at the first bar', () => {
  expect(letters([100, 99, 98, 104, 111, 112], 0.1)).toBe('HBBBBH');
});

it('holds throughout a flat series, one without a swing and a very short one', () => {
  expect(letters([5, 5, 5, 5], 0.02)).toBe('HHHH');
  expect(letters([100, 101, 100, 101], 0.02)).toBe('HHHH');
  expect(letters([100], 0.02)).toBe('H');
  expect(letters([], 0.02)).toBe('');
  expect(letters([100, 200], 0.02)).toBe('HH');
});

it('agrees with turning points that are listed first and labelled afterwards', () => {
  /** Extremes by the definition, kept as a list; then every stretch between two of them is labelled. */
  function twoStepLabels(closes: readonly number[], threshold: number): number[] {
    const extremes = [0];
    let rising: boolean | null = null;
    for (let i = 1; i < closes.length; i++) {
      const last = extremes.at(-1)!;
      const change = closes[i]! / closes[last]! - 1;
      if (rising !== null && (rising ? change > 0 : change < 0)) extremes[extremes.length - 1] = i;
      else if (Math.abs(change) >= threshold) {
        extremes.push(i);
        rising = change > 0;
      }
    }
    const labels = closes.map(() => HOLD as number);
    for (const [index, end] of extremes.entries()) {
      const start = extremes[index - 1];
      if (start === undefined) continue;
      labels.fill(closes[end]! > closes[start]! ? BUY : SELL, start + 1, end);
    }
    return labels;
  }
  fc.assert(
    // Prices with a fixed gap, so that no change lies within rounding of the threshold.
    fc.property(fc.array(fc.integer({ min: 10, max: 30 }), { maxLength: 60 }), (prices) => {
      expect([...zigzagLabels(Float64Array.from(prices), 0.1234)]).toEqual(twoStepLabels(prices, 0.1234));
    }),
  );
});
