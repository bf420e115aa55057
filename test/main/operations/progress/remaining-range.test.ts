import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blendedRange,
  rangeByHistory,
  rangeByRate,
  smoothedRange,
  tellingStretch,
} from '../../../../src/main/operations/progress/remaining-range';

const stretch = (gained: number, elapsedMs: number) => ({ gained, elapsedMs });

describe('remaining time by rate', () => {
  it('is unknown below two percent or two seconds', () => {
    expect(tellingStretch([stretch(1.9, 60_000)])).toBeNull();
    expect(tellingStretch([stretch(50, 1_999)])).toBeNull();
    expect(tellingStretch([stretch(2, 2_000)])).not.toBeNull();
  });

  it('lies around what is left at the rate so far, and narrows towards the end', () => {
    const half = rangeByRate(50, stretch(50, 60_000));
    expect(half.lowMs).toBeCloseTo(60_000 * 0.7, 6);
    expect(half.highMs).toBeCloseTo(60_000 * 1.3, 6);
    const late = rangeByRate(90, stretch(90, 90_000));
    expect(late.highMs / late.lowMs).toBeLessThan(half.highMs / half.lowMs);
  });

  it('prefers the rate of the running phase, once it has one', () => {
    expect(tellingStretch([stretch(5, 50_000), stretch(10, 51_000)])).toEqual(stretch(5, 50_000));
    expect(tellingStretch([stretch(0, 10), stretch(10, 10_000)])).toEqual(stretch(10, 10_000));
  });

  it('is nothing when all is done', () => {
    expect(rangeByRate(100, stretch(100, 9_000))).toEqual({ lowMs: 0, highMs: 0 });
  });
});

describe('remaining time by history', () => {
  it('is the expected duration, give or take what past runs strayed, less the time passed', () => {
    expect(rangeByHistory(10_000, 2_000, 1_000)).toEqual({ lowMs: 7_000, highMs: 11_000 });
    expect(rangeByHistory(10_000, 0, 9_500)).toEqual({ lowMs: 0, highMs: 1_500 });
  });

  it('is unknown when this run outlasts it', () => {
    expect(rangeByHistory(10_000, 2_000, 12_000)).toBeNull();
  });

  it('gives way to the rate as the bar moves', () => {
    const [past, rate] = [
      { lowMs: 0, highMs: 100 },
      { lowMs: 100, highMs: 300 },
    ];
    expect(blendedRange(past, rate, 2)).toEqual(past);
    expect(blendedRange(past, rate, 11)).toEqual({ lowMs: 50, highMs: 200 });
    expect(blendedRange(past, rate, 20)).toEqual(rate);
    expect(blendedRange(null, rate, 2)).toEqual(rate);
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
