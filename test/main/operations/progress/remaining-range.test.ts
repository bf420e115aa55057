import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  remainingByHistory,
  remainingByRate,
  smoothedRange,
} from '../../../../src/main/operations/progress/remaining-range';

const stretch = (gained: number, elapsedMs: number) => ({ gained, elapsedMs });

describe('remaining time by rate', () => {
  it('is unknown below two percent or two seconds', () => {
    expect(remainingByRate(1.9, [stretch(1.9, 60_000)])).toBeNull();
    expect(remainingByRate(50, [stretch(50, 1_999)])).toBeNull();
    expect(remainingByRate(2, [stretch(2, 2_000)])).not.toBeNull();
  });

  it('lies around what is left at the rate so far, and narrows towards the end', () => {
    const half = remainingByRate(50, [stretch(50, 60_000)]);
    expect(half?.lowMs).toBeCloseTo(60_000 * 0.7, 6);
    expect(half?.highMs).toBeCloseTo(60_000 * 1.3, 6);
    const late = remainingByRate(90, [stretch(90, 90_000)]);
    expect((late?.highMs ?? 0) / (late?.lowMs ?? 1)).toBeLessThan((half?.highMs ?? 0) / (half?.lowMs ?? 1));
  });

  it('prefers the rate of the running phase, once it has one', () => {
    const slowPhase = remainingByRate(10, [stretch(5, 50_000), stretch(10, 51_000)]);
    expect(((slowPhase?.lowMs ?? 0) + (slowPhase?.highMs ?? 0)) / 2).toBeCloseTo(900_000, 6);
    const justEntered = remainingByRate(10, [stretch(0, 10), stretch(10, 10_000)]);
    expect(((justEntered?.lowMs ?? 0) + (justEntered?.highMs ?? 0)) / 2).toBeCloseTo(90_000, 6);
  });

  it('is nothing when all is done', () => {
    expect(remainingByRate(100, [stretch(100, 9_000)])).toEqual({ lowMs: 0, highMs: 0 });
  });
});

describe('remaining time by history', () => {
  const records = [8_000, 10_000, 12_000].map((durationMs) => ({ durationMs, completedAt: 0 }));

  it('is the expected duration, give or take what past runs strayed, less the time passed', () => {
    const expected = (8_000 + 20_000 + 36_000) / 6;
    const strayed = (expected - 8_000 + (expected - 10_000) + (12_000 - expected)) / 3;
    const range = remainingByHistory(records, 1_000, 0);
    expect(range?.lowMs).toBeCloseTo(expected - strayed - 1_000, 6);
    expect(range?.highMs).toBeCloseTo(expected + strayed - 1_000, 6);
  });

  it('is unknown without history and when this run outlasts it', () => {
    expect(remainingByHistory(records.slice(0, 1), 0, 0)).toBeNull();
    expect(remainingByHistory(records, 60_000, 0)).toBeNull();
  });
});

describe('the shown range', () => {
  it('takes the first estimate as it is and forgets when there is none any more', () => {
    expect(smoothedRange(null, { lowMs: 1, highMs: 2 }, 50)).toEqual({ lowMs: 1, highMs: 2 });
    expect(smoothedRange({ lowMs: 1, highMs: 2 }, null, 50)).toBeNull();
  });

  it('counts down by itself when the estimate agrees', () => {
    const next = smoothedRange({ lowMs: 10_000, highMs: 20_000 }, { lowMs: 9_000, highMs: 19_000 }, 1_000);
    expect(next?.lowMs).toBeCloseTo(9_000, 6);
    expect(next?.highMs).toBeCloseTo(19_000, 6);
  });

  it('moves only a part of the way to an estimate that jumps', () => {
    const next = smoothedRange({ lowMs: 10_000, highMs: 20_000 }, { lowMs: 60_000, highMs: 90_000 }, 100);
    expect(next?.highMs).toBeLessThan(22_000);
  });

  it('is never negative and never upside down', () => {
    const range = fc
      .tuple(fc.double({ min: 0, max: 1e8, noNaN: true }), fc.double({ min: 0, max: 1e8, noNaN: true }))
      .map(([low, more]) => ({ lowMs: low, highMs: low + more }));
    fc.assert(
      fc.property(range, range, fc.double({ min: 0, max: 1e6, noNaN: true }), (shown, estimate, passed) => {
        const next = smoothedRange(shown, estimate, passed);
        expect(next?.lowMs).toBeGreaterThanOrEqual(0);
        expect(next?.highMs).toBeGreaterThanOrEqual((next?.lowMs ?? 0) - 1e-6);
      }),
    );
  });
});
