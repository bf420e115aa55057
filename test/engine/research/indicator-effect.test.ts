import { expect, test } from 'vitest';
import { hasEffect } from '../../../src/engine/research/indicator-effect';
import type { IndicatorSpec } from '../../../src/engine/strategy/strategy';

const macd: IndicatorSpec = {
  id: 'trend',
  type: 'macd',
  parameters: { fast_period: 8, slow_period: 21, signal_period: 5 },
  source: 'close',
};
const stochastic: IndicatorSpec = {
  id: 'range',
  type: 'stochastic',
  parameters: { k_period: 14, d_period: 3, smooth_k: 3 },
  source: 'close',
};

test.each([
  ['the signal period of a MACD changes its signal', macd, 'signal', { signal_period: 10 }, true],
  ['the signal period of a MACD does not change its line', macd, 'line', { signal_period: 10 }, false],
  ['the fast period of a MACD changes its line, at the same warm-up', macd, 'line', { fast_period: 4 }, true],
  ['a fast period above the slow one cannot be', macd, 'line', { fast_period: 30 }, false],
  ['what is smoothed for the second line does not change the first', stochastic, 'k', { d_period: 6 }, false],
  ['the window of a stochastic changes both of its lines', stochastic, 'd', { k_period: 7 }, true],
  ['a period of hundreds of bars is noticed', macd, 'line', { slow_period: 900 }, true],
])('%s', (_, spec, output, change, effect) => {
  expect(hasEffect(spec, new Set([output]), { ...spec.parameters, ...change } as Record<string, number>)).toBe(effect);
});
