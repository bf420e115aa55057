import type { EquityColumns } from '../data/decimation';
import type { BacktestingSeries } from './backtesting-output';

/** What an equity file holds; the benchmark is the initial capital, bought at the first close and held. */
export function equityColumns(series: BacktestingSeries, initialCapital: number): EquityColumns {
  const { time, equity, drawdown, close } = series;
  const first = close[0] ?? Number.NaN;
  return { time, equity, drawdown, benchmark: close.map((price) => (initialCapital * price) / first) };
}

/**
 * What a signals file holds for each bar: `predicted` and `signal` are classes (0 buy, 1 hold, 2 sell), `confidence`
 * the probability of the predicted one, `position` the signed quantity at the close.
 */
export const signalColumns = ({ time, close, predicted, confidence, signal, position }: BacktestingSeries) => ({
  time,
  close,
  predicted: new Float64Array(predicted),
  confidence,
  signal: new Float64Array(signal),
  position,
});
