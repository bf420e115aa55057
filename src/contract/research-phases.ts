import type { PhaseDefinition } from './phase';

/** The phases of a research: its children, weighted. The assessment stays at 100. */
export const RESEARCH_PHASES = [
  { id: 'design', label: 'Design', from: 0, to: 5, unit: null, innerUnit: null },
  { id: 'training', label: 'Training', from: 5, to: 80, unit: 'variant', innerUnit: null },
  { id: 'backtest', label: 'Backtest', from: 80, to: 100, unit: 'variant', innerUnit: null },
  { id: 'assessment', label: 'Assessment', from: 100, to: 100, unit: null, innerUnit: null },
] as const satisfies readonly PhaseDefinition[];
export type ResearchPhaseId = (typeof RESEARCH_PHASES)[number]['id'];
