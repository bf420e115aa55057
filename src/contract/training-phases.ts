import type { PhaseDefinition } from './phase';

/** The phases of a training, in order. `load` and `save` run outside the compute thread. */
export const TRAINING_PHASES = [
  { id: 'load', label: 'Load', from: 0, to: 1, unit: 'bar', innerUnit: null, reportEveryMs: 10_000 },
  { id: 'indicators', label: 'Indicators', from: 1, to: 2.5, unit: 'indicator', innerUnit: 'bar' },
  { id: 'fuzzy', label: 'Fuzzy sets', from: 2.5, to: 4, unit: 'feature', innerUnit: 'bar' },
  { id: 'labels', label: 'Labels', from: 4, to: 5, unit: 'bar', innerUnit: null },
  { id: 'epochs', label: 'Epochs', from: 5, to: 95, unit: 'epoch', innerUnit: 'batch' },
  { id: 'evaluate', label: 'Evaluate', from: 95, to: 98, unit: 'row', innerUnit: null },
  { id: 'save', label: 'Save', from: 98, to: 100, unit: null, innerUnit: null, reportEveryMs: 30_000 },
] as const satisfies readonly PhaseDefinition[];

export type TrainingPhaseId = (typeof TRAINING_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const trainingPhaseIndex = (id: TrainingPhaseId): number =>
  TRAINING_PHASES.findIndex((phase) => phase.id === id);
