import type { FailureCode } from '../../contract/failure';
import type { Operation } from '../../contract/operation';

export const ACTION_IDS = [
  'cancel',
  'backtest',
  'compare',
  'train_again',
  'backtest_again',
  'import_again',
  'run_again',
  'choose_range',
  'open_strategy',
  'open_data',
  'open_model',
  'train_on_it',
  'delete',
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

/** What would mend a failure of the person's input, before simply trying again. */
const REMEDIES: Readonly<Partial<Record<FailureCode, readonly ActionId[]>>> = {
  bad_strategy: ['open_strategy'],
  label_collapse: ['open_strategy'],
  diverged: ['open_strategy'],
  empty_range: ['choose_range'],
  too_few_rows: ['choose_range'],
  dataset_missing: ['open_data'],
  unknown_symbol: ['open_data'],
};

/** What the state of an operation allows, the most wanted first. */
export function actionsOf(operation: Operation): readonly ActionId[] {
  switch (operation.status) {
    case 'pending':
    case 'resuming':
      return ['cancel'];
    case 'running':
      return operation.cancelRequested === null ? ['cancel'] : [];
    case 'completed':
      return [...followUps(operation), ...again(operation), 'delete'];
    case 'failed':
      return [...remedies(operation, operation.failure.code), 'delete'];
    case 'cancelled':
      return [...again(operation), 'delete'];
  }
}

function followUps(operation: Operation): readonly ActionId[] {
  if (operation.type === 'training') return ['backtest'];
  if (operation.type === 'backtesting') return ['compare', 'open_model'];
  return operation.type === 'data_load' ? ['train_on_it'] : [];
}

/** Again, in a dialog that starts with the same request. */
function again(operation: Operation): readonly ActionId[] {
  switch (operation.type) {
    case 'training':
      return ['train_again'];
    case 'backtesting':
      return ['backtest_again'];
    case 'data_load':
      return ['import_again'];
    case 'dummy':
      return ['run_again'];
    case 'indicator_compute':
    case 'fuzzy_analysis':
    case 'agent_research':
    case 'agent_design':
    case 'agent_assessment':
      return [];
  }
}

/** An import is mended by choosing a file again and a demonstration by nothing but another try. */
function remedies(operation: Operation, code: FailureCode): readonly ActionId[] {
  const isStrategyRun = operation.type === 'training' || operation.type === 'backtesting';
  return [...(isStrategyRun ? (REMEDIES[code] ?? []) : []), ...again(operation)];
}
