import type { Operation, OperationOf } from '../../contract/operation';
import { type ActiveStatus, isActive } from '../../contract/operation-status';
import { isPaused } from '../store/paused';
import type { ActionId } from './action-ids';
import { FAILURE_ADVICE, REASON_ADVICE } from './failure-advice';

/** What the state of an operation allows, the most wanted first. */
export function actionsOf(operation: Operation): readonly ActionId[] {
  const isChild = operation.parentOperationId !== null;
  const actions = isActive(operation.status)
    ? whileActive(operation as OperationOf<ActiveStatus>)
    : [...afterwards(operation as OperationOf<'completed' | 'failed' | 'cancelled'>), 'delete' as const];
  // A child goes on, stops and goes away with the operation it belongs to.
  return isChild ? [...actions.filter((one) => !WITH_THE_PARENT.includes(one)), 'open_parent'] : actions;
}

const WITH_THE_PARENT: readonly ActionId[] = ['pause', 'resume', 'start_over', 'delete', 'open_parent'];

function whileActive(operation: OperationOf<ActiveStatus>): readonly ActionId[] {
  if (operation.status !== 'running') return ['pause', 'raise', 'lower', 'cancel'];
  if (operation.cancelRequested !== null) return [];
  return operation.unresponsiveSince === null ? ['pause', 'cancel'] : ['force_stop'];
}

function afterwards(operation: OperationOf<'completed' | 'failed' | 'cancelled'>): readonly ActionId[] {
  switch (operation.status) {
    case 'completed':
      return [...followUps(operation), ...verifying(operation), ...again(operation)];
    case 'failed':
      return advised(operation, FAILURE_ADVICE[operation.failure.code].steps);
    case 'cancelled':
      return advised(operation, REASON_ADVICE[operation.reason].steps);
  }
}

function followUps(operation: OperationOf<'completed'>): readonly ActionId[] {
  switch (operation.type) {
    case 'training':
      return ['backtest'];
    case 'backtesting':
      return ['compare', 'open_model'];
    case 'data_load':
      return ['train_on_it'];
    case 'agent_research':
      return operation.result.type === 'agent_research' && operation.result.best !== null ? ['open_best'] : [];
    default:
      return [];
  }
}

/** Whatever leaves hashes can be run again to compare them. */
const verifying = ({ type }: Operation): readonly ActionId[] =>
  type === 'training' || type === 'backtesting' ? ['verify'] : [];

/** As a new operation: the same, or in a dialog that starts with the same request. */
function again({ type }: Operation): readonly ActionId[] {
  switch (type) {
    case 'training':
    case 'backtesting':
    case 'agent_research':
    case 'dummy':
      return ['run_again', 'change'];
    case 'data_load':
      return ['run_again', 'import_again'];
    case 'indicator_compute':
    case 'fuzzy_analysis':
    case 'agent_design':
    case 'agent_assessment':
      return [];
  }
}

/** The same operation once more: from where it is when there is such a place, else from its beginning. */
function goingOn(operation: OperationOf<'failed' | 'cancelled'>): readonly ActionId[] {
  const holdsParts = operation.type === 'agent_research' && operation.childCount > 0;
  if (operation.checkpoint !== null || holdsParts) return ['resume', 'start_over'];
  return isPaused(operation) ? ['resume'] : ['start_over'];
}

/** Steps that make sense beside those of the operation itself. */
const ANYWHERE: readonly ActionId[] = ['open_settings', 'show_log', 'restart_workers', 'check_profile'];

/** The advised steps that this operation can take, then whatever else it can. */
function advised(operation: OperationOf<'failed' | 'cancelled'>, steps: readonly ActionId[]): readonly ActionId[] {
  const ready = [...goingOn(operation), ...again(operation)];
  const wanted = steps.flatMap((step) => inPlaceOf(step, operation, ready));
  return [...new Set([...wanted, ...ready.filter((one) => !isBlocked(one, operation))])];
}

/** A step as this operation can take it: `resume` without a checkpoint is to start over; what it cannot take is left out. */
function inPlaceOf(step: ActionId, operation: Operation, ready: readonly ActionId[]): readonly ActionId[] {
  const usesStrategy = operation.metadata.strategyName !== null;
  switch (step) {
    case 'resume':
      return [ready.includes('resume') ? 'resume' : 'start_over'];
    case 'open_strategy':
    case 'open_data':
      return usesStrategy ? [step] : [];
    case 'choose_range':
      return ready.includes('change') ? ['choose_range'] : [];
    case 'open_child':
      return operation.childCount > 0 ? [step] : [];
    case 'open_parent':
      return operation.parentOperationId === null ? [] : [step];
    default:
      return ready.includes(step) || ANYWHERE.includes(step) ? [step] : [];
  }
}

/** What the failure itself rules out: the same would only fail the same way. */
const isBlocked = (action: ActionId, operation: Operation): boolean =>
  operation.status === 'failed' && (FAILURE_ADVICE[operation.failure.code].inVain?.includes(action) ?? false);
