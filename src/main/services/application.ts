import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { OperationsService } from '../operations/operations-service';
import type { SettingsStore } from '../settings/settings-store';
import type { StrategyLibrary } from '../strategies/strategy-library';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { ChartService } from './chart-service';
import type { OperationRunner } from './operation-runner';
import type { SampleData } from './sample-data';

/** What the two faces, window and command line, can ask for. */
export interface Application {
  readonly folders: AppFolders;
  readonly operations: OperationsService;
  readonly runner: OperationRunner;
  readonly registry: WorkerRegistry;
  readonly catalogue: DatasetCatalogue;
  readonly settings: SettingsStore;
  readonly strategies: StrategyLibrary;
  readonly charts: ChartService;
  readonly sampleData: SampleData;
  /** @throws FailureError when the request cannot be done as asked; then no row exists. */
  start(request: OperationRequest): Operation;
}
