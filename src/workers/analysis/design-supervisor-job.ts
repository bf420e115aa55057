import { DESIGN_PHASES, designPhaseIndex } from '../../contract/design-phases';
import { loadStrategyBars, strategyOf } from '../data/load-strategy-bars';
import type { SupervisorJob } from '../runtime/job-module';
import type { DesignInput, DesignOutput } from './design-output';

/** Reads the bars a strategy would learn from; leaves no file. */
export const designSupervisorJob: SupervisorJob<'agent_design', DesignInput, DesignOutput> = {
  type: 'agent_design',
  phases: DESIGN_PHASES,
  loadPhase: designPhaseIndex('load'),
  savePhase: designPhaseIndex('save'),

  async load({ strategy: json, source, overrides, dataset, range, seed, variants }, context) {
    const strategy = strategyOf(json);
    const { bars, firstRow } = await loadStrategyBars(dataset, range, strategy, context);
    return { strategy, source, overrides, bars, firstRow, seed, variants };
  },

  save: async ({ result }) => ({ result, artifacts: [], trades: [], dataset: null, warnings: [] }),
};
