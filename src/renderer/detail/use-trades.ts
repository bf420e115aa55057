import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Trade } from '../../contract/trades';
import { useDesk } from '../app/desk-context';

interface TradesState {
  /** Empty until they are read. */
  readonly trades: readonly Trade[];
  readonly isRead: boolean;
  readonly failure: Failure | null;
}

const NOT_READ: TradesState = { trades: [], isRead: false, failure: null };

/** All trades of a finished backtest. */
export function useTrades(id: OperationId): TradesState {
  const { api } = useDesk();
  const [state, setState] = useState(NOT_READ);
  useEffect(() => {
    let isOpen = true;
    void api.invoke('operations:trades', id).then((answer) => {
      if (!isOpen) return;
      setState(
        answer.ok
          ? { trades: answer.value, isRead: true, failure: null }
          : { trades: [], isRead: true, failure: answer.failure },
      );
    });
    return () => {
      isOpen = false;
    };
  }, [api, id]);
  return state;
}
