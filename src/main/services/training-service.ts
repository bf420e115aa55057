import { barRangeOf } from '../../contract/bar-range';
import type { TrainingRequest } from '../../contract/requests';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { strategyHashOf } from '../operations/request-column';
import { asJson } from './as-json';
import type { OperationRunner } from './operation-runner';
import type { PreparedOperation } from './prepared-operation';
import { ServiceOrchestrator } from './service-orchestrator';
import { resolveStrategy } from './strategy-resolution';

/** Trains the network of a strategy on a pinned version of its market data. */
export class TrainingService extends ServiceOrchestrator<TrainingRequest> {
  readonly serviceName = 'Training';
  protected readonly workerKind = 'training';

  constructor(
    runner: OperationRunner,
    private readonly catalogue: DatasetCatalogue,
    private readonly folders: AppFolders,
  ) {
    super(runner);
  }

  protected prepare(request: TrainingRequest): PreparedOperation {
    const { seed, symbol, timeframe } = request;
    const chosen = { symbol, timeframe, startDate: request.startDate, endDate: request.endDate };
    const { strategy, warnings } = resolveStrategy(request.strategy, request.overrides, chosen);
    const { symbols, baseTimeframe, startDate, endDate } = strategy.trainingData;
    const dataset = this.catalogue.require(symbols[0] as string, baseTimeframe);
    return {
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
      job: {
        type: 'training',
        strategy: asJson(strategy),
        dataset,
        range: barRangeOf(startDate, endDate),
        seed,
        artifactsFolder: this.folders.artifacts,
      },
      warnings,
      strategy: request.strategy,
    };
  }
}
