import { useCallback, useState } from 'react';
import type { Failure, Outcome } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';

/** Starts something; when it worked, the dialog closes and the operation opens. */
export function useStart() {
  const { mirror, navigation } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const start = useCallback(
    async (ask: () => Promise<Outcome<Operation>>): Promise<void> => {
      setBusy(true);
      setFailure(null);
      const answer = await ask();
      setBusy(false);
      if (!answer.ok) return setFailure(answer.failure);
      mirror.applyAnswer(answer.value);
      navigation.closeDialog();
      navigation.openOperation(answer.value.operationId);
    },
    [mirror, navigation],
  );
  return { isBusy, failure, start, clearFailure: useCallback(() => setFailure(null), []) };
}
