import { barRangeOf } from '../../contract/bar-range';
import type { OperationMetadata } from '../../contract/operation';
import type { TrainingRequest } from '../../contract/requests';
import type { BarRange, DatasetFile } from '../../contract/worker-protocol';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import type { Strategy } from '../../engine/strategy/strategy';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { strategyHashOf } from '../operations/request-column';
import { type DatasetPins, pinnedDataset } from './dataset-pins';
import { resolveStrategy } from './strategy-resolution';

/** What every request has that runs a strategy over market data. */
type StrategyRunRequest = Omit<TrainingRequest, 'type'>;

/** A strategy with everything looked up that a run of it needs. */
export interface StrategyRun {
  readonly strategy: Strategy;
  readonly dataset: DatasetFile;
  readonly range: BarRange;
  readonly metadata: OperationMetadata;
  readonly warnings: readonly string[];
}

/** @throws FailureError `bad_strategy`, `unknown_symbol`, `dataset_missing`, `empty_range`, saying what to do */
export function resolveStrategyRun(
  request: StrategyRunRequest,
  pins: DatasetPins | null,
  catalogue: DatasetCatalogue,
): StrategyRun {
  const { seed, symbol, timeframe } = request;
  const chosen = { symbol, timeframe, startDate: request.startDate, endDate: request.endDate };
  const { strategy, warnings } = resolveStrategy(request.strategy, request.overrides, chosen);
  const { symbols, baseTimeframe, startDate, endDate } = strategy.trainingData;
  const dataset = pinnedDataset(pins, catalogue) ?? catalogue.require(symbols[0] as string, baseTimeframe);
  return {
    strategy,
    dataset,
    range: barRangeOf(startDate, endDate),
    metadata: {
      title: strategy.name,
      symbol: dataset.symbol,
      timeframe: dataset.timeframe,
      startDate,
      endDate,
      seed,
      strategyName: strategy.name,
      strategyHash: strategyHashOf(request.strategy.text),
      datasets: [dataset.fingerprint],
      modelOperationId: null,
      parameters: { seed, ...effectiveParameters(strategy) },
    },
    warnings,
  };
}
