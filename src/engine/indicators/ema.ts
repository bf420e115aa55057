import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';

/** The weight of the newest value in an exponential average over `period` bars. */
export const emaWeight = (period: number): number => 2 / (period + 1);

/**
 * Exponential moving average: starts at the first value, then e + 2 / (period + 1) · (x − e). The first period − 1
 * values, which still show the start more than the series, are NaN. A NaN in the source is skipped.
 */
export function ema(source: Float64Array, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> {
  const output = new Float64Array(source.length);
  const weight = emaWeight(period);
  let average = 0;
  let seen = 0;
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const value = source[i]!;
    if (Number.isNaN(value)) {
      output[i] = Number.NaN;
      continue;
    }
    average = seen === 0 ? value : average + weight * (value - average);
    seen++;
    output[i] = seen >= period ? average : Number.NaN;
  }
  return output;
}

export const emaDefinition: IndicatorDefinition = {
  type: 'ema',
  aliases: ['exponentialmovingaverage'],
  label: 'Exponential moving average',
  reference: 'Recursive form with weight 2 / (n + 1), started at the first value (pandas ewm(span=n, adjust=False)).',
  usesSource: true,
  parameters: [barsParameter('period', 20)],
  outputs: ['ema'],
  nanRule: 'skip',
  warmUp: (parameters) => [parameter(parameters, 'period') - 1],
  conflict: noConflict,
  compute: (source, _bars, parameters, pulse) => [ema(source, parameter(parameters, 'period'), pulse)],
};
