import { type Bars, barCount } from '../bars';
import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';
import { trueRangeAt } from './true-range';

export interface Adx {
  readonly adx: Float64Array<ArrayBuffer>;
  readonly plusDi: Float64Array<ArrayBuffer>;
  readonly minusDi: Float64Array<ArrayBuffer>;
}

/**
 * Average directional index and the directional indicators, 0 … 100.
 *
 * Sums of true range and of upward and downward movement over the first `period` changes go on as Wilder's sums
 * (s − s / period + new). plusDi and minusDi are the movements in percent of the true range, 0 when that is 0; DX is
 * 100 · |plus − minus| / (plus + minus), 0 when both are 0; adx starts as the mean of `period` values of DX and goes on
 * with Wilder's smoothing. The DI are NaN for `period` bars, adx for 2 · period − 1; a bar that is NaN, or follows one
 * that is, is skipped.
 */
export function adx(bars: Bars, period: number, pulse: Pulse = noPulse): Adx {
  const rows = barCount(bars);
  const average = new Float64Array(rows).fill(Number.NaN);
  const plusDi = new Float64Array(rows).fill(Number.NaN);
  const minusDi = new Float64Array(rows).fill(Number.NaN);
  let changes = 0;
  let rangeSum = 0;
  let plusSum = 0;
  let minusSum = 0;
  let smoothed = 0;
  for (let i = 0; i < rows; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    if (i === 0) continue;
    const range = trueRangeAt(bars, i);
    const up = bars.high[i]! - bars.high[i - 1]!;
    const down = bars.low[i - 1]! - bars.low[i]!;
    if (Number.isNaN(range + up + down)) continue;
    const plus = up > down && up > 0 ? up : 0;
    const minus = down > up && down > 0 ? down : 0;
    changes++;
    const keep = changes <= period ? 1 : (period - 1) / period;
    rangeSum = rangeSum * keep + range;
    plusSum = plusSum * keep + plus;
    minusSum = minusSum * keep + minus;
    if (changes < period) continue;
    const plusIndex = rangeSum === 0 ? 0 : 100 * (plusSum / rangeSum);
    const minusIndex = rangeSum === 0 ? 0 : 100 * (minusSum / rangeSum);
    plusDi[i] = plusIndex;
    minusDi[i] = minusIndex;
    const both = plusIndex + minusIndex;
    const directional = both === 0 ? 0 : 100 * (Math.abs(plusIndex - minusIndex) / both);
    const averaged = changes - period + 1;
    if (averaged <= period) smoothed += directional / period;
    else smoothed = (smoothed * (period - 1) + directional) / period;
    if (averaged >= period) average[i] = smoothed;
  }
  return { adx: average, plusDi, minusDi };
}

export const adxDefinition: IndicatorDefinition = {
  type: 'adx',
  aliases: ['averagedirectionalindex'],
  label: 'Average directional index',
  reference: 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978.',
  usesSource: false,
  parameters: [barsParameter('period', 14)],
  outputs: ['adx', 'plus_di', 'minus_di'],
  nanRule: 'skip',
  warmUp: (parameters) => {
    const period = parameter(parameters, 'period');
    return [2 * period - 1, period, period];
  },
  conflict: noConflict,
  compute: (_source, bars, parameters, pulse) => {
    const result = adx(bars, parameter(parameters, 'period'), pulse);
    return [result.adx, result.plusDi, result.minusDi];
  },
};
