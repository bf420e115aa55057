import { assertNever } from '../../contract/assert-never';
import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import type { Clock } from '../clock';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { OperationsService } from '../operations/operations-service';
import { BacktestingService } from './backtesting-service';
import { DataAcquisitionService } from './data-acquisition-service';
import { DummyService } from './dummy-service';
import type { OperationRunner } from './operation-runner';
import { TrainingService } from './training-service';

export interface ServiceParts {
  readonly runner: OperationRunner;
  readonly operations: OperationsService;
  readonly catalogue: DatasetCatalogue;
  readonly folders: AppFolders;
  readonly clock: Clock;
}

/** Starts any request with the service of its type. */
export function startWithServices(parts: ServiceParts): (request: OperationRequest) => Operation {
  const { runner, operations, catalogue, folders, clock } = parts;
  const training = new TrainingService(runner, catalogue, folders);
  const backtesting = new BacktestingService(runner, operations, catalogue, folders);
  const dataAcquisition = new DataAcquisitionService(runner, catalogue, folders, clock);
  const dummy = new DummyService(runner);
  return (request) => {
    switch (request.type) {
      case 'training':
        return training.start(request);
      case 'backtesting':
        return backtesting.start(request);
      case 'data_load':
        return dataAcquisition.start(request);
      case 'dummy':
        return dummy.start(request);
      default:
        return assertNever(request, 'request');
    }
  };
}
