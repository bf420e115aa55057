import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Trade } from '../../contract/trades';
import type { Application } from '../services/application';

/** @throws FailureError `bad_arguments` for what is no completed backtest: no trades would read as "it never traded" */
export function tradesOf(id: OperationId, operations: Application['operations']): Trade[] {
  const { type, status } = operations.get(id);
  if (type === 'backtesting' && status === 'completed') return operations.trades(id);
  throw new FailureError(failure('bad_arguments', `${id} has no trades: it is a ${type} that is ${status}.`));
}
