import type { ResearchRequest } from '../../../contract/requests';
import type { AgentResearchResult } from '../../../contract/results';
import type { DatasetCatalogue } from '../../market-data/dataset-catalogue';
import type { DatasetPins } from '../dataset-pins';
import type { ManagedContext } from '../managed-operation';
import { ManagedService } from '../managed-service';
import type { PreparedOperation } from '../prepared-operation';
import type { OrchestratorParts } from '../service-orchestrator';
import { resolveStrategyRun } from '../strategy-run';
import { type ResearchParts, ResearchRun } from './research-run';

/** Designs, trains, backtests and assesses a strategy and its variants, each as an operation of its own. */
export class ResearchService extends ManagedService<ResearchRequest> {
  readonly serviceName = 'Research';
  protected readonly type = 'agent_research';

  constructor(
    parts: OrchestratorParts,
    private readonly catalogue: DatasetCatalogue,
    private readonly children: Pick<ResearchParts, 'start' | 'resume'>,
  ) {
    super(parts);
  }

  prepare(request: ResearchRequest, pins: DatasetPins | null): PreparedOperation {
    const { initialCapital, commission, slippage, variants } = request;
    const { metadata, warnings } = resolveStrategyRun(request, pins, this.catalogue);
    const parameters = { variants, initialCapital, commission, slippage, ...metadata.parameters };
    return { metadata: { ...metadata, parameters }, warnings, strategy: request.strategy };
  }

  protected async work(request: ResearchRequest, context: ManagedContext): Promise<AgentResearchResult> {
    // Its row is told of before those of its children.
    await Promise.resolve();
    const { operations, runner, clock } = this.parts;
    return new ResearchRun({ operations, runner, clock, ...this.children }, request, context).toItsEnd();
  }
}
