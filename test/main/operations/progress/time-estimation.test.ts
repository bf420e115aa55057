import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationKindOf } from '../../../../src/main/operations/progress/duration-kind';
import { estimateDuration, sizeOf } from '../../../../src/main/operations/progress/time-estimation';
import { metadataOf } from '../operation-samples';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const record = (durationMs: number, daysAgo = 0) => ({ durationMs, completedAt: NOW - daysAgo * DAY });

describe('the duration expected from history', () => {
  it.each([
    [[record(2), record(3), record(4), record(3.5), record(2.5)], 3.1],
    [[record(10), record(1), record(1)], 2.5],
    [[record(10, 45), record(2)], 3.6],
    [[record(10, 8), record(2)], 30 / 7],
    [[record(10, 7.9), record(2)], 14 / 3],
    [[record(10, 30.9), record(2)], 30 / 7],
    [[record(10, 31), record(2)], 3.6],
  ])('weighs %o to %d', (records, expected) => {
    expect(estimateDuration(records, NOW)).toBeCloseTo(expected, 12);
  });

  it('is unknown with fewer than two records that took any time', () => {
    expect(estimateDuration([], NOW)).toBeNull();
    expect(estimateDuration([record(5)], NOW)).toBeNull();
    expect(estimateDuration([record(5), record(0), record(-3)], NOW)).toBeNull();
  });

  it('looks at the newest ten only', () => {
    const newest = Array.from({ length: 10 }, () => record(4));
    expect(estimateDuration([record(1_000), record(1_000), ...newest], NOW)).toBeCloseTo(4, 12);
  });

  it('lies between the shortest and the longest of the newest ten', () => {
    const records = fc.array(
      fc.record({
        durationMs: fc.double({ min: 1, max: 1e9, noNaN: true }),
        completedAt: fc.integer({ min: 0, max: NOW }),
      }),
      { minLength: 2, maxLength: 15 },
    );
    fc.assert(
      fc.property(records, (all) => {
        const known = all.slice(-10).map((one) => one.durationMs);
        const expected = estimateDuration(all, NOW) as number;
        expect(expected).toBeGreaterThanOrEqual(Math.min(...known) * (1 - 1e-12));
        expect(expected).toBeLessThanOrEqual(Math.max(...known) * (1 + 1e-12));
      }),
    );
  });
});

it.each([
  [999, 'small'],
  [1_000, 'medium'],
  [9_999, 'medium'],
  [10_000, 'large'],
])('%d data points are %s', (points, size) => {
  expect(sizeOf(points)).toBe(size);
});

it('compares only operations of one type, size and length', () => {
  const kind = (parameters: Record<string, number>, points: number | null) =>
    durationKindOf('training', metadataOf({ parameters }), points);
  expect(kind({}, null)).toBe('training');
  expect(kind({ 'training.epochs': 20 }, 5_104)).toBe('training|size:medium|training.epochs:20');
  expect(kind({ 'training.epochs': 20 }, 5_104)).not.toBe(kind({ 'training.epochs': 40 }, 5_104));
  expect(kind({}, 5)).not.toBe(kind({}, 50_000));
});
