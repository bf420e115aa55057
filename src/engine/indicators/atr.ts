import { type Bars, barCount } from '../bars';
import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';
import { rollingMean } from './rolling-mean';
import { trueRangeAt } from './true-range';

/**
 * Average true range: the simple mean of the last `period` true ranges (not Wilder's smoothing). NaN for the first
 * period − 1 bars and while a true range of the window is NaN.
 */
export function atr(bars: Bars, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> {
  const ranges = new Float64Array(barCount(bars));
  for (let i = 0; i < ranges.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    ranges[i] = trueRangeAt(bars, i);
  }
  return rollingMean(ranges, period, pulse);
}

export const atrDefinition: IndicatorDefinition = {
  type: 'atr',
  aliases: ['averagetruerange'],
  label: 'Average true range',
  reference: "True range of J. W. Wilder, 1978, averaged by a simple rolling mean instead of Wilder's smoothing.",
  usesSource: false,
  parameters: [barsParameter('period', 14)],
  outputs: ['atr'],
  nanRule: 'window',
  warmUp: (parameters) => [parameter(parameters, 'period') - 1],
  conflict: noConflict,
  compute: (_source, bars, parameters, pulse) => [atr(bars, parameter(parameters, 'period'), pulse)],
};
