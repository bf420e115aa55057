import { expect, it } from 'vitest';
import { computeLabels } from '../../../src/engine/labels/compute-labels';
import { contextLabels } from '../../../src/engine/labels/context-labels';
import { BUY, HOLD, SELL, UNLABELLED } from '../../../src/engine/labels/label-classes';
import { labelDistribution } from '../../../src/engine/labels/label-distribution';
import { PULSE_BARS } from '../../../src/engine/pulse';
import { fakeJobControl } from '../../fakes/job-control';
import { barsOfCloses, wavyBars } from '../../fixtures/made-bars';

it('compares the return over the horizon with both thresholds, which themselves hold', () => {
  const close = Float64Array.of(100, 200, 100, 101, 198, 99.5, 100);
  // Over 2 bars: 0 %, −49.5 %, +98 %, −1.49 %, −49.49 %.
  expect([...contextLabels(close, 2, 0.005, -0.005)]).toEqual([HOLD, SELL, BUY, SELL, SELL, UNLABELLED, UNLABELLED]);
  const edge = Float64Array.of(100, 101, 100, 99, 99);
  expect([...contextLabels(edge, 1, 0.01, -0.01)]).toEqual([HOLD, HOLD, HOLD, HOLD, UNLABELLED]);
});

it('labels nothing in a series no longer than the horizon', () => {
  expect([...contextLabels(Float64Array.of(1, 2, 3), 3, 0.005, -0.005)]).toEqual([UNLABELLED, UNLABELLED, UNLABELLED]);
  expect(contextLabels(new Float64Array(0), 3, 0.005, -0.005)).toHaveLength(0);
});

it('counts each class and the bars without one', () => {
  expect(labelDistribution(Uint8Array.of(BUY, HOLD, SELL, SELL, UNLABELLED, BUY, SELL))).toEqual({
    buy: 2,
    hold: 1,
    sell: 3,
    unlabelled: 1,
  });
});

it('chooses the rule by the source of the labels', () => {
  const bars = barsOfCloses([100, 110, 121, 100]);
  const context = { source: 'context', horizon: 1, bullishThreshold: 0.01, bearishThreshold: -0.01 } as const;
  expect([...computeLabels(context, bars)]).toEqual([BUY, BUY, SELL, UNLABELLED]);
  expect([...computeLabels({ source: 'zigzag', threshold: 0.05 }, bars)]).toEqual([HOLD, BUY, HOLD, HOLD]);
});

it.each([
  { source: 'zigzag', threshold: 0.05 },
  { source: 'context', horizon: 5, bullishThreshold: 0.005, bearishThreshold: -0.005 },
] as const)('reports bars and looks at the token while it labels by $source', (spec) => {
  const bars = wavyBars(4 * PULSE_BARS, 1);
  const control = fakeJobControl();
  control.bridge.startPhase(0);
  computeLabels(spec, bars, control);
  expect(control.looks()).toBeGreaterThanOrEqual(3);
  expect(control.updates.at(-1)).toMatchObject({ current: 4 * PULSE_BARS, total: 4 * PULSE_BARS });
  const cancelled = fakeJobControl({ cancelWhen: () => true });
  cancelled.bridge.startPhase(0);
  expect(() => computeLabels(spec, bars, cancelled)).toThrow('asked to stop');
});
