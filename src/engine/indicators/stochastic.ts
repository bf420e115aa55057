import { type Bars, barCount } from '../bars';
import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';
import { rollingExtreme } from './rolling-extreme';
import { rollingMean } from './rolling-mean';

export interface Stochastic {
  readonly k: Float64Array<ArrayBuffer>;
  readonly d: Float64Array<ArrayBuffer>;
}

/**
 * Stochastic oscillator, 0 … 100: where the close lies between the lowest low and the highest high of the last
 * `kPeriod` bars, 50 where these are equal; k = its simple mean over `smoothK` bars, d = that of k over `dPeriod`.
 * NaN for the first kPeriod + smoothK − 2 (d: + dPeriod − 1) bars and while a window holds a NaN.
 */
export function stochastic(
  bars: Bars,
  kPeriod: number,
  dPeriod: number,
  smoothK: number,
  pulse: Pulse = noPulse,
): Stochastic {
  const highest = rollingExtreme(bars.high, kPeriod, 1, pulse);
  const lowest = rollingExtreme(bars.low, kPeriod, -1, pulse);
  const raw = new Float64Array(barCount(bars));
  for (let i = 0; i < raw.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const range = highest[i]! - lowest[i]!;
    raw[i] = range === 0 ? 50 : 100 * ((bars.close[i]! - lowest[i]!) / range);
  }
  const k = rollingMean(raw, smoothK, pulse);
  return { k, d: rollingMean(k, dPeriod, pulse) };
}

export const stochasticDefinition: IndicatorDefinition = {
  type: 'stochastic',
  aliases: ['stochasticoscillator', 'stoch'],
  label: 'Stochastic oscillator',
  reference: 'G. Lane, 1984; the slow form, smoothed by simple means; 50 where the range is 0.',
  usesSource: false,
  parameters: [barsParameter('k_period', 14), barsParameter('d_period', 3), barsParameter('smooth_k', 3)],
  outputs: ['k', 'd'],
  nanRule: 'window',
  warmUp: (parameters) => {
    const k = parameter(parameters, 'k_period') + parameter(parameters, 'smooth_k') - 2;
    return [k, k + parameter(parameters, 'd_period') - 1];
  },
  conflict: noConflict,
  compute: (_source, bars, parameters, pulse) => {
    const { k, d } = stochastic(
      bars,
      parameter(parameters, 'k_period'),
      parameter(parameters, 'd_period'),
      parameter(parameters, 'smooth_k'),
      pulse,
    );
    return [k, d];
  },
};
