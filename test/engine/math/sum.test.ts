import { expect, test } from 'vitest';
import { sum } from '../../../src/engine/math/sum';

test('small values are not lost beside large ones', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
});

test('the sum of nothing is zero, and NaN and infinity pass through', () => {
  expect(sum([])).toBe(0);
  expect(sum([1, Number.NaN])).toBeNaN();
  expect(sum([1, Number.POSITIVE_INFINITY, -1])).toBe(Number.POSITIVE_INFINITY);
});
