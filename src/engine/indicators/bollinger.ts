import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';
import { rollingMean } from './rolling-mean';

export interface Bollinger {
  readonly upper: Float64Array<ArrayBuffer>;
  readonly middle: Float64Array<ArrayBuffer>;
  readonly lower: Float64Array<ArrayBuffer>;
}

/**
 * Bollinger bands: middle = mean of the last `period` values, the others `multiplier` sample standard deviations
 * (divisor period − 1) above and below. NaN for the first period − 1 bars and while the window holds a NaN.
 * The squares are summed anew for each window around its own mean, so nothing cancels or drifts.
 */
export function bollinger(source: Float64Array, period: number, multiplier: number, pulse: Pulse = noPulse): Bollinger {
  const middle = rollingMean(source, period, pulse);
  const upper = new Float64Array(source.length).fill(Number.NaN);
  const lower = new Float64Array(source.length).fill(Number.NaN);
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const mean = middle[i]!;
    if (Number.isNaN(mean)) continue;
    let squares = 0;
    for (let j = i - period + 1; j <= i; j++) {
      const deviation = source[j]! - mean;
      squares += deviation * deviation;
    }
    const width = multiplier * Math.sqrt(squares / (period - 1));
    upper[i] = mean + width;
    lower[i] = mean - width;
  }
  return { upper, middle, lower };
}

export const bollingerDefinition: IndicatorDefinition = {
  type: 'bollinger',
  aliases: ['bollingerbands', 'bbands'],
  label: 'Bollinger bands',
  reference: 'J. Bollinger, 1983; sample standard deviation (divisor n − 1).',
  usesSource: true,
  parameters: [
    barsParameter('period', 20, { min: 2 }),
    {
      name: 'multiplier',
      aliases: ['std_dev', 'num_std'],
      default: 2,
      min: 0.01,
      max: 100,
      integer: false,
      unit: 'standard deviations',
    },
  ],
  outputs: ['upper', 'middle', 'lower'],
  nanRule: 'window',
  warmUp: (parameters) => {
    const bars = parameter(parameters, 'period') - 1;
    return [bars, bars, bars];
  },
  conflict: noConflict,
  compute: (source, _bars, parameters, pulse) => {
    const bands = bollinger(source, parameter(parameters, 'period'), parameter(parameters, 'multiplier'), pulse);
    return [bands.upper, bands.middle, bands.lower];
  },
};
