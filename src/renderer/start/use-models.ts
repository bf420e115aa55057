import { useEffect, useState } from 'react';
import type { OperationOf } from '../../contract/operation';
import { useDesk } from '../app/desk-context';

interface ModelsState {
  readonly models: readonly OperationOf<'completed'>[];
  readonly isRead: boolean;
}

/** The newest finished trainings, for a choice. */
export function useModels(): ModelsState {
  const { api, mirror } = useDesk();
  const [state, setState] = useState<ModelsState>({ models: [], isRead: false });
  useEffect(() => {
    let isOpen = true;
    const filter = { types: ['training' as const], statuses: ['completed' as const] };
    void api.invoke('operations:list', { filter, limit: 200 }).then((answer) => {
      if (!isOpen) return;
      if (!answer.ok) return setState({ models: [], isRead: true });
      mirror.applyPage(answer.value);
      setState({ models: answer.value.operations.filter((one) => one.status === 'completed'), isRead: true });
    });
    return () => {
      isOpen = false;
    };
  }, [api, mirror]);
  return state;
}
