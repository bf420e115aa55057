import { describe, expect, test } from 'vitest';
import { BUY, HOLD, SELL, UNLABELLED } from '../../../src/engine/labels/label-classes';
import { labelledBars } from '../../../src/engine/learning/labelled-bars';

/** Two features per bar: the bar's index and its negative; a bar in `broken` lacks the second. */
function featuresOf(rows: number, broken: readonly number[]) {
  const values = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2));
  for (const row of broken) values[2 * row + 1] = row % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  return { names: ['a', 'b'], rows, columns: 2, values };
}

describe('labelledBars', () => {
  test('keeps complete, labelled bars from the first row on, in order', () => {
    const labels = Uint8Array.of(BUY, HOLD, SELL, UNLABELLED, BUY, SELL);
    const { rows, bars } = labelledBars(featuresOf(9, [0, 3, 7]), labels, 3, () => {});
    expect([...bars]).toEqual([4, 5, 8]);
    expect([...rows.labels]).toEqual([HOLD, SELL, SELL]);
    expect([...rows.inputs]).toEqual([4, -4, 5, -5, 8, -8]);
    expect(rows.width).toBe(2);
  });

  test('counts as holes only what lies behind the first complete bar', () => {
    const labels = new Uint8Array(10).fill(HOLD);
    expect(labelledBars(featuresOf(10, [0, 1, 2]), labels, 0, () => {}).holes).toBe(0);
    expect(labelledBars(featuresOf(10, [0, 1, 5, 8]), labels, 0, () => {}).holes).toBe(2);
  });

  test('looks at least every 1,024 bars', () => {
    let looks = 0;
    labelledBars(featuresOf(5_000, []), new Uint8Array(5_000), 0, () => looks++);
    expect(looks).toBe(5);
  });
});
