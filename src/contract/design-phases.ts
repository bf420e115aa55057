import type { PhaseDefinition } from './phase';

/** The phases of a design: what a strategy would learn from, before it learns. */
export const DESIGN_PHASES = [
  { id: 'load', label: 'Load', from: 0, to: 30, unit: 'bar', innerUnit: null },
  { id: 'indicators', label: 'Indicators', from: 30, to: 55, unit: 'indicator', innerUnit: 'bar' },
  { id: 'fuzzy', label: 'Fuzzy sets', from: 55, to: 75, unit: 'feature', innerUnit: 'bar' },
  { id: 'labels', label: 'Labels', from: 75, to: 95, unit: 'bar', innerUnit: null },
  { id: 'save', label: 'Save', from: 95, to: 100, unit: null, innerUnit: null },
] as const satisfies readonly PhaseDefinition[];
export type DesignPhaseId = (typeof DESIGN_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const designPhaseIndex = (id: DesignPhaseId): number => DESIGN_PHASES.findIndex((phase) => phase.id === id);
