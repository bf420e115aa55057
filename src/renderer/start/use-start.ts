import { useCallback, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { IpcRequest } from '../../contract/ipc';
import type { OperationRequest } from '../../contract/requests';
import { useDesk } from '../app/desk-context';
import type { AgainStart } from '../store/navigation';
import { runChangesBetween } from './run-changes';

type StartRequest = IpcRequest<'operations:start'>['request'];

/**
 * Starts something; when it worked, the dialog closes and the operation opens. What began as the request of another
 * operation is run as a repeat of it as long as only what a repeat may change was changed.
 */
export function useStart(again: AgainStart | null = null) {
  const { api, mirror, navigation } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isRepeat = failure?.code === 'repeated_request';

  const ask = useCallback(
    async (send: () => ReturnType<typeof api.invoke<'operations:start' | 'data:import'>>): Promise<void> => {
      setBusy(true);
      setFailure(null);
      const answer = await send();
      setBusy(false);
      if (!answer.ok) return setFailure(answer.failure);
      mirror.applyAnswer(answer.value);
      navigation.closeDialog();
      navigation.openOperation(answer.value.operationId);
    },
    [mirror, navigation],
  );

  /** The person was asked whether to do the same again once main has said that it is the same. */
  const start = (request: StartRequest): Promise<void> => {
    const changes = again === null ? null : runChangesBetween(again.request, request as OperationRequest);
    return ask(() =>
      again !== null && changes !== null
        ? api.invoke('operations:retry', { operationId: again.of, changes })
        : api.invoke('operations:start', { request, again: isRepeat }),
    );
  };
  return { isBusy, failure, isRepeat, ask, start, clearFailure: useCallback(() => setFailure(null), []) };
}
