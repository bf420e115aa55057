import { describe, expect, it } from 'vitest';
import { computeFeatureMatrix, computeFeatures } from '../../../src/engine/features/feature-matrix';
import { computeIndicators } from '../../../src/engine/features/indicator-columns';
import { resolveFeatures } from '../../../src/engine/features/resolve-features';
import { membershipFunction } from '../../../src/engine/fuzzy/membership';
import { macd } from '../../../src/engine/indicators/macd';
import { rsi } from '../../../src/engine/indicators/rsi';
import { PULSE_BARS } from '../../../src/engine/pulse';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { fakeJobControl } from '../../fakes/job-control';
import { demoStrategy } from '../../fixtures/demo-strategy';
import { wavyBars } from '../../fixtures/made-bars';

const NAMES = [
  '1d_mom_zone_low',
  '1d_mom_zone_middle',
  '1d_mom_zone_high',
  '1d_trend_push_down',
  '1d_trend_push_up',
  '1d_trend.line_raw',
];

describe('resolveFeatures', () => {
  it('lists inputs in file order and memberships in theirs', () => {
    expect(resolveFeatures(demoStrategy).map(({ id }) => id)).toEqual(NAMES);
  });

  it('goes through the timeframes of an input before its memberships', () => {
    const inputs = [{ kind: 'fuzzy', fuzzySet: 'trend_push', timeframes: ['1h', '1d'] }] as const;
    expect(resolveFeatures({ ...demoStrategy, inputs }).map(({ id }) => id)).toEqual([
      '1h_trend_push_down',
      '1h_trend_push_up',
      '1d_trend_push_down',
      '1d_trend_push_up',
    ]);
  });

  it('names a raw input without its output where the indicator has only one', () => {
    const inputs = [
      { kind: 'raw', indicator: 'mom', output: 'rsi', timeframes: ['1d'], normalization: 'none' },
    ] as const;
    expect(resolveFeatures({ ...demoStrategy, inputs }).map(({ id }) => id)).toEqual(['1d_mom_raw']);
  });
});

describe('computeFeatures', () => {
  const bars = wavyBars(120, 11);

  it('holds, row after row, the memberships of the indicators and the raw columns', () => {
    const matrix = computeFeatures(demoStrategy, bars);
    const mom = rsi(bars.close, 10);
    const trend = macd(bars.close, 8, 21, 5);
    const [zone, push] = demoStrategy.fuzzySets;
    const functions = [...zone!.memberships, ...push!.memberships].map(membershipFunction);
    expect(matrix.names).toEqual(NAMES);
    expect([matrix.rows, matrix.columns, matrix.values.length]).toEqual([120, 6, 720]);
    for (let row = 0; row < 120; row++) {
      const sources = [mom, mom, mom, trend.histogram, trend.histogram].map((column) => column[row]!);
      const expected = [...functions.map((degree, i) => degree(sources[i]!)), trend.line[row]];
      expect([...matrix.values.subarray(6 * row, 6 * row + 6)]).toEqual(expected);
    }
  });

  it('has whole rows after the longest warm-up', () => {
    const { values } = computeFeatures(demoStrategy, bars);
    const isWhole = (row: number): boolean => values.subarray(6 * row, 6 * row + 6).every(Number.isFinite);
    // MACD's histogram needs 21 + 5 − 2 bars.
    for (let row = 0; row < 120; row++) expect(isWhole(row)).toBe(row >= 24);
  });

  it('gives the same with and without its two stages apart', () => {
    const apart = computeFeatureMatrix(demoStrategy, computeIndicators(demoStrategy, bars), 120);
    expect(apart).toEqual(computeFeatures(demoStrategy, bars));
  });

  it('computes no indicator that no input needs', () => {
    const strategy: Strategy = { ...demoStrategy, inputs: demoStrategy.inputs.slice(0, 1) };
    expect([...computeIndicators(strategy, bars).keys()]).toEqual(['mom']);
  });

  it('copes with fewer bars than any warm-up and with none', () => {
    expect(computeFeatures(demoStrategy, wavyBars(3, 1)).values.every(Number.isNaN)).toBe(true);
    expect(computeFeatures(demoStrategy, wavyBars(0, 1)).values).toHaveLength(0);
  });
});

describe('as a phase of a job', () => {
  const bars = wavyBars(3 * PULSE_BARS, 2);

  it('reports indicator and bar, then feature and bar, and never goes back', () => {
    const control = fakeJobControl();
    control.bridge.startPhase(0);
    const indicators = computeIndicators(demoStrategy, bars, control);
    control.bridge.startPhase(1);
    computeFeatureMatrix(demoStrategy, indicators, 3 * PULSE_BARS, control);
    for (const [phase, total] of [2, 6].entries()) {
      const updates = control.updates.filter((update) => update.phase === phase);
      expect(updates.at(-1)).toMatchObject({ current: total, total });
      const done = updates.map(({ current, innerCurrent, innerTotal }) => current + innerCurrent / (innerTotal || 1));
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(updates.some(({ innerCurrent }) => innerCurrent === PULSE_BARS)).toBe(true);
    }
  });

  it.each([1, 4, 10, 20])('stops at look %i at the token', (limit) => {
    const control = fakeJobControl({ cancelWhen: (asked) => asked.looks() >= limit });
    control.bridge.startPhase(0);
    expect(() => computeFeatures(demoStrategy, bars, control)).toThrow('asked to stop');
    expect(control.looks()).toBe(limit);
  });
});
