import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationKindOf } from '../../../../src/main/operations/progress/duration-kind';
import {
  type AttemptPosition,
  type DurationRecord,
  sizeOf,
  TimeEstimationEngine,
} from '../../../../src/main/operations/progress/time-estimation-engine';
import { metadataOf } from '../operation-samples';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const estimateDuration = (records: readonly DurationRecord[], now: number) =>
  new TimeEstimationEngine(records).estimateDuration(now);
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

describe('the time that is left', () => {
  const engine = new TimeEstimationEngine([record(100_000), record(100_000)]);
  const at = (fields: Partial<AttemptPosition>): AttemptPosition => ({
    startPercentage: 0,
    percentage: 0,
    elapsedMs: 0,
    stretches: [],
    now: NOW,
    ...fields,
  });
  const middle = (fields: Partial<AttemptPosition>) => {
    const range = engine.remaining(at(fields));
    return range === null ? null : (range.lowMs + range.highMs) / 2;
  };

  it('comes from history while the attempt has no rate of its own', () => {
    expect(middle({ elapsedMs: 1_000 })).toBeCloseTo(99_000, 6);
    expect(middle({ percentage: 1.9, elapsedMs: 60_000, stretches: [{ gained: 1.9, elapsedMs: 60_000 }] })).toBe(
      40_000,
    );
  });

  it('moves from history to the rate as the bar moves', () => {
    const of = (gained: number) =>
      middle({ percentage: gained, elapsedMs: gained * 2_000, stretches: [{ gained, elapsedMs: gained * 2_000 }] });
    expect(of(2)).toBeCloseTo(96_000, 6);
    expect(of(11)).toBeCloseTo((78_000 + 178_000) / 2, 6);
    expect(of(20)).toBeCloseTo(160_000, 6);
    expect(of(60)).toBeCloseTo(80_000, 6);
  });

  it('counts only what is still to do of an attempt that went on from a checkpoint', () => {
    expect(middle({ startPercentage: 75, percentage: 75, elapsedMs: 5_000 })).toBeCloseTo(20_000, 6);
  });

  it('is the rate alone when nothing is known of the past, or this run outlasts it', () => {
    const slow = { percentage: 10, elapsedMs: 900_000, stretches: [{ gained: 10, elapsedMs: 900_000 }] };
    expect(middle(slow)).toBeCloseTo(8_100_000, 3);
    expect(new TimeEstimationEngine([]).remaining(at({ elapsedMs: 5_000 }))).toBeNull();
    expect(new TimeEstimationEngine([]).remaining(at(slow))).not.toBeNull();
  });

  it('is never negative and never upside down', () => {
    const stretch = fc.record({
      gained: fc.double({ min: 0, max: 100, noNaN: true }),
      elapsedMs: fc.double({ min: 0, max: 1e8, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 2 }), fc.nat(100), fc.nat(1e8), (stretches, percentage, elapsedMs) => {
        const range = engine.remaining(at({ percentage, elapsedMs, stretches }));
        if (range === null) return;
        expect(range.lowMs).toBeGreaterThanOrEqual(0);
        expect(range.highMs).toBeGreaterThanOrEqual(range.lowMs);
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
