import type { PhaseDefinition } from './phase';

/** The phases of an assessment. */
export const ASSESSMENT_PHASES = [
  { id: 'load', label: 'Load', from: 0, to: 10, unit: null, innerUnit: null },
  { id: 'assess', label: 'Assess', from: 10, to: 95, unit: 'variant', innerUnit: null },
  { id: 'save', label: 'Save', from: 95, to: 100, unit: null, innerUnit: null },
] as const satisfies readonly PhaseDefinition[];
export type AssessmentPhaseId = (typeof ASSESSMENT_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const assessmentPhaseIndex = (id: AssessmentPhaseId): number =>
  ASSESSMENT_PHASES.findIndex((phase) => phase.id === id);
