import { noPulse, type Pulse } from '../pulse';
import { barsParameter, type IndicatorDefinition, noConflict, parameter } from './indicator-definition';
import { rollingMean } from './rolling-mean';

/** Simple moving average: the mean of the last `period` values, see {@link rollingMean}. */
export const sma = (source: Float64Array, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> =>
  rollingMean(source, period, pulse);

export const smaDefinition: IndicatorDefinition = {
  type: 'sma',
  aliases: ['simplemovingaverage'],
  label: 'Simple moving average',
  reference: 'Arithmetic mean of the last n values.',
  usesSource: true,
  parameters: [barsParameter('period', 20)],
  outputs: ['sma'],
  nanRule: 'window',
  warmUp: (parameters) => [parameter(parameters, 'period') - 1],
  conflict: noConflict,
  compute: (source, _bars, parameters, pulse) => [sma(source, parameter(parameters, 'period'), pulse)],
};
