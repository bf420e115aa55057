import { backtestingPhaseIndex } from '../../contract/backtesting-phases';
import { equityHashColumns, tradesHashColumns } from '../../engine/backtest/hash-columns';
import { Simulation } from '../../engine/backtest/simulation';
import { type Bars, barCount, sliceBars } from '../../engine/bars';
import { type Predictions, predictSeries } from '../../engine/decision/predict-series';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { computeFeatureMatrix } from '../../engine/features/feature-matrix';
import { computeIndicators } from '../../engine/features/indicator-columns';
import { resolveFeatures } from '../../engine/features/resolve-features';
import { type JobControl, withFinalCheckpoint } from '../../engine/job-control';
import { Network } from '../../engine/neural/network';
import { performanceOf } from '../../engine/statistics/performance';
import { periodsPerYear, yearsOf } from '../../engine/statistics/periods-per-year';
import { sha256OfColumns } from '../runtime/column-hash';
import { isoTimeRange } from '../runtime/iso-time-range';
import { assertModelFits, assertRange, backtestingWarnings, isInSample } from './backtesting-checks';
import type { BacktestingInput, BacktestingOutput } from './backtesting-output';
import { type BacktestingState, BacktestingWork, runSimulation } from './run-simulation';

/**
 * Trades a model's decisions over the bars from `firstRow` on. A resumed attempt predicts all bars again, which comes out
 * the same, and goes on at the bar where the one before stopped. Throws JobInputError and JobCancelled.
 */
export function runBacktest(input: BacktestingInput, control: JobControl): BacktestingOutput {
  const { strategy, model, timeframe, initialCapital } = input;
  const resumed = control.checkpoint.resumeFrom as BacktestingState | null;
  assertRange(input);
  assertModelFits(
    model,
    resolveFeatures(strategy).map((feature) => feature.id),
  );
  const predictions = predict(input, control);
  const bars = sliceBars(input.bars, input.firstRow, barCount(input.bars));
  const simulation = new Simulation(
    {
      bars,
      timeframe,
      predicted: predictions.predicted,
      confidence: predictions.confidence,
      decisions: strategy.decisions,
      initialCapital,
      costs: { commission: input.commission, slippage: input.slippage },
    },
    resumed?.simulation ?? null,
  );
  const work = new BacktestingWork(simulation, bars.time, resumed?.barsTold ?? 0);
  return withFinalCheckpoint(control.checkpoint, work, () => {
    runSimulation(work, control);
    backtestingWarnings(input, predictions, simulation).forEach(control.warn);
    return outputOf(input, bars, predictions, simulation, control);
  });
}

/** The figures of a finished simulation. */
function outputOf(
  { model, symbol, timeframe, initialCapital }: BacktestingInput,
  bars: Bars,
  predictions: Predictions,
  simulation: Simulation,
  { token, bridge }: JobControl,
): BacktestingOutput {
  const count = simulation.bars;
  // Hashing ten million bars takes longer than a job may be silent.
  const look = (): void => {
    token.throwIfCancelled();
    bridge.update(count, count);
  };
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
      inSample: isInSample(model, symbol, firstTime, lastTime),
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
