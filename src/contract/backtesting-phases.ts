import type { PhaseDefinition } from './phase';

/** The phases of a backtest, in order. `load` and `save` run outside the compute thread. */
export const BACKTESTING_PHASES = [
  { id: 'load', label: 'Load', from: 0, to: 5, unit: 'bar', innerUnit: null, reportEveryMs: 10_000 },
  { id: 'indicators', label: 'Indicators', from: 5, to: 15, unit: 'indicator', innerUnit: 'bar' },
  { id: 'fuzzy', label: 'Fuzzy sets', from: 15, to: 20, unit: 'feature', innerUnit: 'bar' },
  { id: 'predict', label: 'Predict', from: 20, to: 40, unit: 'bar', innerUnit: null },
  { id: 'simulate', label: 'Simulate', from: 40, to: 97, unit: 'bar', innerUnit: null },
  { id: 'save', label: 'Save', from: 97, to: 100, unit: null, innerUnit: null, reportEveryMs: 30_000 },
] as const satisfies readonly PhaseDefinition[];

export type BacktestingPhaseId = (typeof BACKTESTING_PHASES)[number]['id'];

/** Index of a phase, as `JobBridge.startPhase` takes it. */
export const backtestingPhaseIndex = (id: BacktestingPhaseId): number =>
  BACKTESTING_PHASES.findIndex((phase) => phase.id === id);
