import type { JsonValue } from '../../contract/json';
import type { TrainingRequest } from '../../contract/requests';
import type { Settings } from '../../contract/settings';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { asJson } from './as-json';
import type { DatasetPins } from './dataset-pins';
import type { PreparedJob } from './prepared-operation';
import type { OrchestratorParts } from './service-orchestrator';
import { resolveStrategyRun } from './strategy-run';
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
    const { strategy, dataset, range, metadata, warnings } = resolveStrategyRun(request, pins, this.catalogue);
    return {
      metadata,
      job: {
        type: 'training',
        strategy: asJson(strategy),
        dataset,
        range,
        seed: request.seed,
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
