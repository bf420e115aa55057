import type { DesignRequest } from '../../../contract/requests';
import type { DatasetCatalogue } from '../../market-data/dataset-catalogue';
import { asJson } from '../as-json';
import type { DatasetPins } from '../dataset-pins';
import type { PreparedJob } from '../prepared-operation';
import type { OrchestratorParts } from '../service-orchestrator';
import { resolveStrategyRun } from '../strategy-run';
import { WorkerService } from '../worker-service';

/** Finds out what a strategy would learn from, and proposes variants of it. */
export class DesignService extends WorkerService<DesignRequest> {
  readonly serviceName = 'Design';
  protected readonly type = 'agent_design';
  protected readonly workerKind = 'analysis';

  constructor(
    parts: OrchestratorParts,
    private readonly catalogue: DatasetCatalogue,
  ) {
    super(parts);
  }

  prepare(request: DesignRequest, pins: DatasetPins | null): PreparedJob {
    const { strategy: source, overrides, seed, variants } = request;
    const { strategy, dataset, range, metadata, warnings } = resolveStrategyRun(request, pins, this.catalogue);
    return {
      metadata: { ...metadata, parameters: { variants, ...metadata.parameters } },
      job: {
        type: 'agent_design',
        strategy: asJson(strategy),
        source,
        overrides,
        dataset,
        range,
        seed,
        variants,
      },
      warnings,
      strategy: source,
    };
  }
}
