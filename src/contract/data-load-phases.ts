import type { PhaseDefinition } from './phase';

/**
 * The phases of an import, in order. `fetch` reads a file or asks a provider and `write` stores the bars; both run
 * outside the compute thread.
 */
export const DATA_LOAD_PHASES = [
  { id: 'fetch', label: 'Fetch', from: 0, to: 50, unit: null, innerUnit: null, reportEveryMs: 10_000 },
  { id: 'rows', label: 'Read rows', from: 50, to: 75, unit: 'row', innerUnit: null },
  { id: 'check', label: 'Check', from: 75, to: 80, unit: 'bar', innerUnit: null },
  { id: 'write', label: 'Write', from: 80, to: 100, unit: 'bar', innerUnit: null, reportEveryMs: 60_000 },
] as const satisfies readonly PhaseDefinition[];

export type DataLoadPhaseId = (typeof DATA_LOAD_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const dataLoadPhaseIndex = (id: DataLoadPhaseId): number =>
  DATA_LOAD_PHASES.findIndex((phase) => phase.id === id);
