import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';

/**
 * Rate of change in percent: 100 · (x − past) / past with the value `period` bars ago. NaN for the first `period` bars,
 * where either value is NaN and where the past one is 0.
 */
export function roc(source: Float64Array, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> {
  const output = new Float64Array(source.length).fill(Number.NaN);
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    if (i < period) continue;
    const past = source[i - period]!;
    if (past !== 0) output[i] = 100 * ((source[i]! - past) / past);
  }
  return output;
}

export const rocDefinition: IndicatorDefinition = {
  type: 'roc',
  aliases: ['rateofchange'],
  label: 'Rate of change',
  reference: 'Change over n bars in percent of the earlier value.',
  usesSource: true,
  parameters: [barsParameter('period', 10)],
  outputs: ['roc'],
  nanRule: 'window',
  warmUp: (parameters) => [parameter(parameters, 'period')],
  conflict: noConflict,
  compute: (source, _bars, parameters, pulse) => [roc(source, parameter(parameters, 'period'), pulse)],
};
