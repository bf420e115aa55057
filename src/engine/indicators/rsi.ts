import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';

/**
 * Relative strength index, 0 … 100: 100 · G / (G + L) with G and L the average gain and loss. The averages start as the
 * means of the first `period` changes and go on with Wilder's smoothing, ((period − 1) · average + new) / period.
 * 100 while no loss was ever seen, 50 while the series is flat. NaN for the first `period` bars; a NaN in the source
 * is skipped.
 */
export function rsi(source: Float64Array, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> {
  const output = new Float64Array(source.length);
  let previous = Number.NaN;
  let changes = 0;
  let gain = 0;
  let loss = 0;
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const value = source[i]!;
    const change = value - previous;
    if (!Number.isNaN(value)) previous = value;
    output[i] = Number.NaN;
    if (Number.isNaN(change)) continue;
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    changes++;
    if (changes <= period) {
      gain += up;
      loss += down;
      if (changes < period) continue;
      gain /= period;
      loss /= period;
    } else {
      gain = (gain * (period - 1) + up) / period;
      loss = (loss * (period - 1) + down) / period;
    }
    const both = gain + loss;
    output[i] = both === 0 ? 50 : 100 * (gain / both);
  }
  return output;
}

export const rsiDefinition: IndicatorDefinition = {
  type: 'rsi',
  aliases: ['relativestrengthindex'],
  label: 'Relative strength index',
  reference: 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978; 50 while the series is flat.',
  usesSource: true,
  parameters: [barsParameter('period', 14)],
  outputs: ['rsi'],
  nanRule: 'skip',
  warmUp: (parameters) => [parameter(parameters, 'period')],
  conflict: noConflict,
  compute: (source, _bars, parameters, pulse) => [rsi(source, parameter(parameters, 'period'), pulse)],
};
