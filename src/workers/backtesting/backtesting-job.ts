import { backtestingPhaseIndex } from '../../contract/backtesting-phases';
import { metricKindIndex } from '../../contract/metric-kinds';
import { equityHashColumns, tradesHashColumns } from '../../engine/backtest/hash-columns';
import { Simulation } from '../../engine/backtest/simulation';
import { barCount, sliceBars } from '../../engine/bars';
import { type Predictions, predictSeries } from '../../engine/decision/predict-series';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { computeFeatureMatrix } from '../../engine/features/feature-matrix';
import { computeIndicators } from '../../engine/features/indicator-columns';
import { resolveFeatures } from '../../engine/features/resolve-features';
import type { JobControl } from '../../engine/job-control';
import { Network } from '../../engine/neural/network';
import { performanceOf } from '../../engine/statistics/performance';
import { periodsPerYear, yearsOf } from '../../engine/statistics/periods-per-year';
import { sha256OfColumns } from '../runtime/column-hash';
import { isoTimeRange } from '../runtime/iso-time-range';
import { assertModelFits, assertRange, backtestingWarnings, isInSample } from './backtesting-checks';
import type { BacktestingInput, BacktestingOutput } from './backtesting-output';

const EQUITY_METRIC = metricKindIndex('equity');
/** The most equity points a run sends; the whole curve is in its output. */
const MOST_POINTS = 2_000;
/** Bars between two looks at the token. */
const LOOK_BARS = 1_024;

/** Trades a model's decisions over the bars from `firstRow` on. Throws JobInputError and JobCancelled. */
export function runBacktest(input: BacktestingInput, control: JobControl): BacktestingOutput {
  const { strategy, model, timeframe, initialCapital } = input;
  assertRange(input);
  assertModelFits(
    model,
    resolveFeatures(strategy).map((feature) => feature.id),
  );
  const predictions = predict(input, control);
  const bars = sliceBars(input.bars, input.firstRow, barCount(input.bars));
  const simulation = new Simulation({
    bars,
    timeframe,
    predicted: predictions.predicted,
    confidence: predictions.confidence,
    decisions: strategy.decisions,
    initialCapital,
    costs: { commission: input.commission, slippage: input.slippage },
  });
  simulate(simulation, bars.time, control);

  const look = (): void => control.token.throwIfCancelled();
  const count = simulation.bars;
  const last = count - 1;
  const [firstTime, lastTime] = [bars.time[0]!, bars.time[last]!];
  const years = yearsOf(firstTime, lastTime, timeframe);
  const yearly = periodsPerYear(count, years, timeframe);
  const finalEquity = simulation.columns.equity[last]!;
  const { maxDrawdownAmount, recoveryFactor, ...performance } = performanceOf({
    initialCapital,
    finalEquity,
    equity: simulation.equityStatistics,
    trades: simulation.tradeStatistics,
    years,
    periodsPerYear: yearly,
  });
  const trades = simulation.ledger.snapshot();
  return {
    result: {
      type: 'backtesting',
      initialCapital,
      finalEquity,
      ...performance,
      exposure: simulation.barsInMarket / count,
      buyAndHoldReturn: bars.close[last]! / bars.close[0]! - 1,
      bars: count,
      periodsPerYear: yearly,
      inSample: isInSample(model, input.symbol, firstTime, lastTime),
      range: isoTimeRange(firstTime, lastTime, count),
      tradesHash: sha256OfColumns(tradesHashColumns(trades), look),
      equityHash: sha256OfColumns(equityHashColumns(bars.time, simulation.columns), look),
      engineVersion: ENGINE_VERSION,
    },
    trades,
    series: {
      time: bars.time.slice(),
      close: bars.close.slice(),
      ...simulation.columns,
      predicted: predictions.predicted,
      confidence: predictions.confidence,
    },
    warnings: backtestingWarnings(input, predictions, simulation),
  };
}

/** Features of all bars, then one prediction per bar of the range. */
function predict({ strategy, model, bars, firstRow }: BacktestingInput, control: JobControl): Predictions {
  const { token, bridge } = control;
  const count = barCount(bars);
  bridge.startPhase(backtestingPhaseIndex('indicators'));
  const indicators = computeIndicators(strategy, bars, control);
  bridge.startPhase(backtestingPhaseIndex('fuzzy'));
  const features = computeFeatureMatrix(strategy, indicators, count, control);
  bridge.startPhase(backtestingPhaseIndex('predict'));
  return predictSeries(new Network(model.shape, model.parameters), features, firstRow, count, (done) => {
    token.throwIfCancelled();
    bridge.update(done, count - firstRow);
  });
}

function simulate(simulation: Simulation, time: Float64Array, { token, bridge }: JobControl): void {
  const { bars, columns, tradeStatistics } = simulation;
  const spacing = Math.ceil(bars / MOST_POINTS);
  const values = new Float64Array(6);
  let sentAt = bridge.now();
  bridge.startPhase(backtestingPhaseIndex('simulate'));
  while (simulation.bar < bars) {
    token.throwIfCancelled();
    const nextPoint = (Math.floor(simulation.bar / spacing) + 1) * spacing;
    simulation.advance(Math.min(bars, nextPoint, simulation.bar + LOOK_BARS));
    const done = simulation.bar;
    bridge.update(done, bars);
    if (done !== nextPoint && done !== bars) continue;
    const bar = done - 1;
    values[0] = bar;
    values[1] = time[bar]!;
    values[2] = columns.equity[bar]!;
    values[3] = columns.drawdown[bar]!;
    values[4] = tradeStatistics.count;
    values[5] = tradeStatistics.winRate;
    const now = bridge.now();
    bridge.metric(EQUITY_METRIC, values, now - sentAt);
    sentAt = now;
  }
}
