import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Trade } from '../../contract/trades';
import { useAnswer } from '../app/use-answer';

interface TradesState {
  /** Empty until they are read. */
  readonly trades: readonly Trade[];
  readonly isRead: boolean;
  readonly failure: Failure | null;
}

const NONE: readonly Trade[] = [];

/** All trades of a finished backtest. */
export function useTrades(id: OperationId): TradesState {
  const { value, failure } = useAnswer('operations:trades', id);
  return { trades: value ?? NONE, isRead: value !== null || failure !== null, failure };
}
