import type { ServiceConfiguration, ServiceHealth } from '../../contract/diagnostics';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { OperationRequest, RequestType } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { CheckpointFile } from '../operations/checkpoints-store';
import type { Diagnostics } from './application';
import { BacktestingService } from './backtesting-service';
import { DataAcquisitionService } from './data-acquisition-service';
import { DummyService } from './dummy-service';
import { AssessmentService } from './research/assessment-service';
import { DesignService } from './research/design-service';
import { ResearchService } from './research/research-service';
import type { Service } from './service';
import type { OrchestratorParts } from './service-orchestrator';
import type { StartOptions } from './start-options';
import { TrainingService } from './training-service';

type ServiceTable = { readonly [T in RequestType]: Service<Extract<OperationRequest, { type: T }>> };

export interface ServiceParts extends OrchestratorParts {
  readonly catalogue: DatasetCatalogue;
  readonly folders: AppFolders;
  /** Goes on with an operation that was stopped; asked by those that are made of other operations. */
  readonly resume: (id: OperationId) => Promise<unknown>;
}

/** The service of each type of request. */
export class Services implements Diagnostics {
  readonly #table: ServiceTable;

  constructor(parts: ServiceParts) {
    const { catalogue, folders, resume } = parts;
    this.#table = {
      training: new TrainingService(parts, catalogue, folders),
      backtesting: new BacktestingService(parts, catalogue, folders),
      data_load: new DataAcquisitionService(parts, catalogue, folders),
      dummy: new DummyService(parts),
      agent_design: new DesignService(parts, catalogue),
      agent_assessment: new AssessmentService(parts),
      agent_research: new ResearchService(parts, catalogue, {
        start: (request, options) => this.start(request, options),
        resume,
      }),
    };
  }

  /** @throws FailureError when the request cannot be done as asked; then no row exists. */
  start(request: OperationRequest, options?: StartOptions): Operation {
    return this.#of(request.type).start(request, options);
  }

  /** See {@link Service.readyAgain}. */
  readyAgain(operation: Operation, type: RequestType): (from: CheckpointFile | null) => void {
    return this.#of(type).readyAgain(operation);
  }

  async health(): Promise<readonly ServiceHealth[]> {
    return Promise.all(this.#all().map((service) => service.healthCheck()));
  }

  configuration(): readonly ServiceConfiguration[] {
    return this.#all().map((service) => service.getConfigurationInfo());
  }

  #all(): readonly Pick<Service, 'healthCheck' | 'getConfigurationInfo'>[] {
    return Object.values(this.#table);
  }

  /** A request is handed to the service of its own type only. */
  #of(type: RequestType): Service {
    return this.#table[type];
  }
}
