import { existsSync } from 'node:fs';
import { barRangeOf } from '../../contract/bar-range';
import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { JsonValue } from '../../contract/json';
import type { OperationOf } from '../../contract/operation';
import type { BacktestingRequest, StrategySource } from '../../contract/requests';
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

/** Lets a trained model trade a part of the data it was trained on, or of what came after. */
export class BacktestingService extends WorkerService<BacktestingRequest> {
  readonly serviceName = 'Backtesting';
  protected readonly type = 'backtesting';
  protected readonly workerKind = 'backtesting';

  constructor(
    parts: OrchestratorParts,
    private readonly catalogue: DatasetCatalogue,
    private readonly folders: AppFolders,
  ) {
    super(parts);
  }

  prepare(request: BacktestingRequest, pins: DatasetPins | null): PreparedJob {
    const { initialCapital, commission, slippage, startDate, endDate, modelOperationId } = request;
    const { training, modelPath } = this.#modelOf(modelOperationId);
    const { source, overrides } = request.strategy
      ? { source: request.strategy, overrides: [] }
      : this.#pinnedBy(training.operationId);
    // A model reads the market it was trained on, whatever a strategy file says meanwhile.
    const { symbol, timeframe } = training.metadata;
    const { strategy, warnings } = resolveStrategy(source, overrides, { symbol, timeframe });
    const { symbols, baseTimeframe } = strategy.trainingData;
    const dataset = pinnedDataset(pins, this.catalogue) ?? this.catalogue.require(symbols[0] as string, baseTimeframe);
    const wholeTestPart = startDate === null && endDate === null;
    return {
      metadata: {
        title: strategy.name,
        symbol: dataset.symbol,
        timeframe: dataset.timeframe,
        startDate,
        endDate,
        seed: training.metadata.seed,
        strategyName: strategy.name,
        strategyHash: strategyHashOf(source.text),
        datasets: [dataset.fingerprint],
        modelOperationId,
        parameters: { initialCapital, commission, slippage, ...effectiveParameters(strategy) },
      },
      job: {
        type: 'backtesting',
        strategy: asJson(strategy),
        dataset,
        range: wholeTestPart ? null : barRangeOf(startDate, endDate),
        modelPath,
        modelOperationId,
        initialCapital,
        commission,
        slippage,
        artifactsFolder: this.folders.artifacts,
      },
      warnings,
      strategy: source,
    };
  }

  protected override settingsInForce(settings: Settings): Record<string, JsonValue> {
    const { bars, seconds } = settings.checkpoints;
    return { ...super.settingsInForce(settings), 'checkpoints.bars': bars, 'checkpoints.seconds': seconds };
  }

  #modelOf(id: OperationId): { training: OperationOf<'completed'>; modelPath: string } {
    const training = this.parts.operations.find(id);
    const model = this.parts.operations.modelOf(id);
    if (training?.status === 'completed' && model !== null) {
      if (existsSync(model.path)) return { training, modelPath: model.path };
      throw new FailureError(
        failure(
          'unknown_model',
          `The file of the model of ${id} is no longer there (${model.path}). Train the model again or put it back from a copy.`,
        ),
      );
    }
    const why =
      training === null ? 'there is no such operation' : `it is a ${training.type} that is ${training.status}`;
    throw new FailureError(
      failure('unknown_model', `${id} has no model: ${why}. Name a completed training; "ops list" shows them.`),
    );
  }

  /** The strategy as the training ran it: its snapshot and the settings that were laid over it. */
  #pinnedBy(trainingId: OperationId): { source: StrategySource; overrides: readonly string[] } {
    const request = this.parts.operations.request(trainingId);
    if (request.type === 'training') return { source: request.strategy, overrides: request.overrides };
    throw new FailureError(failure('unknown_model', `${trainingId} has kept no strategy to test with.`));
  }
}
