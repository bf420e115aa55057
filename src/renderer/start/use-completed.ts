import { useEffect, useState } from 'react';
import type { OperationOf } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import { useDesk } from '../app/desk-context';

interface CompletedState {
  readonly operations: readonly OperationOf<'completed'>[];
  readonly isRead: boolean;
}

/** As many as a choice may offer; older ones are found through the list. */
const MOST = 200;

/** The newest finished operations of a type, for a choice. */
export function useCompleted(type: OperationType): CompletedState {
  const { api, mirror } = useDesk();
  const [state, setState] = useState<CompletedState>({ operations: [], isRead: false });
  useEffect(() => {
    let isOpen = true;
    const filter = { types: [type], statuses: ['completed' as const] };
    void api.invoke('operations:list', { filter, limit: MOST }).then((answer) => {
      if (!isOpen) return;
      if (!answer.ok) return setState({ operations: [], isRead: true });
      mirror.applyPage(answer.value);
      setState({ operations: answer.value.operations.filter((one) => one.status === 'completed'), isRead: true });
    });
    return () => {
      isOpen = false;
    };
  }, [api, mirror, type]);
  return state;
}
