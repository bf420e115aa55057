import { barRangeOf } from '../../contract/bar-range';
import type { JsonValue } from '../../contract/json';
import type { TrainingRequest } from '../../contract/requests';
import type { Settings } from '../../contract/settings';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { strategyHashOf } from '../operations/request-column';
import { asJson } from './as-json';
import { type DatasetPins, pinnedDataset } from './dataset-pins';
import type { PreparedJob } from './prepared-operation';
import type { OrchestratorParts } from './service-orchestrator';
import { resolveStrategy } from './strategy-resolution';
import { WorkerService } from './worker-service';

/** Trains the network of a strategy on a pinned version of its market data. */
export class TrainingService extends WorkerService<TrainingRequest> {
  readonly serviceName = 'Training';
  protected readonly type = 'training';
  protected readonly workerKind = 'training';

  constructor(
    parts: OrchestratorParts,
    private readonly catalogue: DatasetCatalogue,
    private readonly folders: AppFolders,
  ) {
    super(parts);
  }

  prepare(request: TrainingRequest, pins: DatasetPins | null): PreparedJob {
    const { seed, symbol, timeframe } = request;
    const chosen = { symbol, timeframe, startDate: request.startDate, endDate: request.endDate };
    const { strategy, warnings } = resolveStrategy(request.strategy, request.overrides, chosen);
    const { symbols, baseTimeframe, startDate, endDate } = strategy.trainingData;
    const dataset = pinnedDataset(pins, this.catalogue) ?? this.catalogue.require(symbols[0] as string, baseTimeframe);
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

  protected override settingsInForce(settings: Settings): Record<string, JsonValue> {
    const { epochs, seconds } = settings.checkpoints;
    return {
      ...super.settingsInForce(settings),
      'checkpoints.epochs': epochs,
      'checkpoints.seconds': seconds,
    };
  }
}
