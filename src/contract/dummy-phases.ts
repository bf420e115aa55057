import type { PhaseDefinition } from './phase';

/** The phases of a dummy operation, in order. */
export const DUMMY_PHASES = [
  { id: 'prepare', label: 'Prepare', from: 0, to: 2, unit: null, innerUnit: null },
  { id: 'work', label: 'Work', from: 2, to: 98, unit: 'step', innerUnit: null },
  { id: 'finish', label: 'Finish', from: 98, to: 100, unit: null, innerUnit: null },
] as const satisfies readonly PhaseDefinition[];

export type DummyPhaseId = (typeof DUMMY_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const dummyPhaseIndex = (id: DummyPhaseId): number => DUMMY_PHASES.findIndex((phase) => phase.id === id);
