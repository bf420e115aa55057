import { ASSESSMENT_PHASES } from './assessment-phases';
import { BACKTESTING_PHASES } from './backtesting-phases';
import { DATA_LOAD_PHASES } from './data-load-phases';
import { DESIGN_PHASES } from './design-phases';
import { DUMMY_PHASES } from './dummy-phases';
import type { OperationType } from './operation-type';
import type { PhaseDefinition } from './phase';
import { RESEARCH_PHASES } from './research-phases';
import { TRAINING_PHASES } from './training-phases';

const ONE_PHASE = [
  { id: 'work', label: 'Work', from: 0, to: 100, unit: null, innerUnit: null },
] as const satisfies readonly PhaseDefinition[];

/** The phases that operations of a type go through, in order. */
export function phasesOf(type: OperationType): readonly PhaseDefinition[] {
  switch (type) {
    case 'training':
      return TRAINING_PHASES;
    case 'backtesting':
      return BACKTESTING_PHASES;
    case 'data_load':
      return DATA_LOAD_PHASES;
    case 'dummy':
      return DUMMY_PHASES;
    case 'agent_research':
      return RESEARCH_PHASES;
    case 'agent_design':
      return DESIGN_PHASES;
    case 'agent_assessment':
      return ASSESSMENT_PHASES;
    default:
      return ONE_PHASE;
  }
}
