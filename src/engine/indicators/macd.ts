import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { emaWeight } from './ema';
import { barsParameter, type IndicatorDefinition, parameter } from './indicator-definition';

export interface Macd {
  readonly line: Float64Array<ArrayBuffer>;
  readonly signal: Float64Array<ArrayBuffer>;
  readonly histogram: Float64Array<ArrayBuffer>;
}

/**
 * Moving average convergence divergence: line = fast EMA − slow EMA, signal = EMA of the line, histogram = line −
 * signal. All three averages start at the first value of the source (where the line is 0). The line is NaN for the
 * first slow − 1 bars, the others for slow + signal − 2. A NaN in the source is skipped. Expects fast < slow.
 */
export function macd(
  source: Float64Array,
  fastPeriod: number,
  slowPeriod: number,
  signalPeriod: number,
  pulse: Pulse = noPulse,
): Macd {
  const line = new Float64Array(source.length);
  const signal = new Float64Array(source.length);
  const histogram = new Float64Array(source.length);
  const fastWeight = emaWeight(fastPeriod);
  const slowWeight = emaWeight(slowPeriod);
  const signalWeight = emaWeight(signalPeriod);
  let fast = 0;
  let slow = 0;
  let average = 0;
  let seen = 0;
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const value = source[i]!;
    if (Number.isNaN(value)) {
      line[i] = Number.NaN;
      signal[i] = Number.NaN;
      histogram[i] = Number.NaN;
      continue;
    }
    fast = seen === 0 ? value : fast + fastWeight * (value - fast);
    slow = seen === 0 ? value : slow + slowWeight * (value - slow);
    const difference = fast - slow;
    average = seen === 0 ? difference : average + signalWeight * (difference - average);
    seen++;
    const hasSignal = seen >= slowPeriod + signalPeriod - 1;
    line[i] = seen >= slowPeriod ? difference : Number.NaN;
    signal[i] = hasSignal ? average : Number.NaN;
    histogram[i] = hasSignal ? difference - average : Number.NaN;
  }
  return { line, signal, histogram };
}

export const macdDefinition: IndicatorDefinition = {
  type: 'macd',
  aliases: ['movingaverageconvergencedivergence'],
  label: 'MACD',
  reference: 'G. Appel, 1979; exponential averages started at the first value.',
  usesSource: true,
  parameters: [
    barsParameter('fast_period', 12, { aliases: ['fast'] }),
    barsParameter('slow_period', 26, { aliases: ['slow'] }),
    barsParameter('signal_period', 9, { aliases: ['signal'] }),
  ],
  outputs: ['line', 'signal', 'histogram'],
  nanRule: 'skip',
  warmUp: (parameters) => {
    const slow = parameter(parameters, 'slow_period');
    const withSignal = slow + parameter(parameters, 'signal_period') - 2;
    return [slow - 1, withSignal, withSignal];
  },
  conflict: (parameters) =>
    parameter(parameters, 'fast_period') < parameter(parameters, 'slow_period')
      ? null
      : 'fast_period must be below slow_period',
  compute: (source, _bars, parameters, pulse) => {
    const result = macd(
      source,
      parameter(parameters, 'fast_period'),
      parameter(parameters, 'slow_period'),
      parameter(parameters, 'signal_period'),
      pulse,
    );
    return [result.line, result.signal, result.histogram];
  },
};
