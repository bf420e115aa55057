import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { showFailure } from '../ui/show-failure';
import { deleteWithUndo } from './delete-with-undo';
import type { ActionId } from './operation-actions';

/** Does what the buttons, keys and menus of an operation say. */
export function useOperationActions() {
  const desk = useDesk();
  return useMemo(() => {
    const { api, cancelling, mirror, navigation } = desk;

    const cancel = async (id: OperationId): Promise<void> => {
      cancelling.add(id, Date.now());
      const answer = await api.invoke('operations:cancel', { operationId: id, note: null });
      if (answer.ok) mirror.applyAnswer(answer.value);
      else showFailure('It could not be cancelled', answer.failure);
      cancelling.remove(id);
    };

    const forceStop = async (id: OperationId): Promise<void> => {
      const answer = await api.invoke('operations:forceStop', id);
      if (answer.ok) mirror.applyAnswer(answer.value);
      else showFailure('It could not be stopped', answer.failure);
    };

    /** The dialog of a training with the pinned strategy of an operation, or with its file when that is gone. */
    const trainAgain = async (operation: Operation): Promise<void> => {
      const { symbol, timeframe, startDate, endDate, seed, title } = operation.metadata;
      const pinned = await api.invoke('operations:strategy', operation.operationId);
      const strategy = pinned.ok
        ? { strategyFile: pinned.value.fileName, strategyText: pinned.value.text }
        : { strategyFile: `${title}.yaml` };
      navigation.show({ kind: 'training', start: { ...strategy, symbol, timeframe, startDate, endDate, seed } });
    };

    const runAgain = async (operation: Operation): Promise<void> => {
      const { steps, seconds, failAt, ignoreCancel } = operation.metadata.parameters;
      const answer = await api.invoke('operations:start', {
        type: 'dummy',
        ...(typeof steps === 'number' ? { steps } : {}),
        ...(typeof seconds === 'number' ? { seconds } : {}),
        ...(typeof failAt === 'number' ? { failAt } : {}),
        ...(typeof ignoreCancel === 'boolean' ? { ignoreCancel } : {}),
      });
      if (!answer.ok) return showFailure('It could not be started', answer.failure);
      mirror.applyAnswer(answer.value);
      navigation.openOperation(answer.value.operationId);
    };

    const openStrategy = async (operation: Operation): Promise<void> => {
      const listed = await api.invoke('strategies:list', null);
      const name = operation.metadata.strategyName ?? operation.metadata.title;
      const found = listed.ok ? listed.value.find((one) => one.name === name || one.fileName === name) : undefined;
      navigation.open('strategies', found?.fileName ?? null);
    };

    const backtestAgain = ({ metadata }: Operation): void => {
      const model = metadata.modelOperationId;
      const dates = { startDate: metadata.startDate, endDate: metadata.endDate };
      navigation.show({ kind: 'backtest', start: { ...(model ? { modelOperationId: model } : {}), ...dates } });
    };

    const deeds: Readonly<Record<ActionId, (operation: Operation) => unknown>> = {
      cancel: ({ operationId }) => cancel(operationId),
      backtest: ({ operationId }) => navigation.show({ kind: 'backtest', start: { modelOperationId: operationId } }),
      compare: ({ operationId }) => navigation.show({ kind: 'compare', first: operationId }),
      train_again: trainAgain,
      backtest_again: backtestAgain,
      choose_range: (operation) => (operation.type === 'training' ? trainAgain : backtestAgain)(operation),
      import_again: ({ metadata: { symbol } }) =>
        navigation.show({ kind: 'import', start: symbol === null ? {} : { symbol } }),
      run_again: runAgain,
      open_strategy: openStrategy,
      open_data: () => navigation.go('data'),
      open_model: ({ metadata: { modelOperationId: model } }) => model !== null && navigation.openOperation(model),
      train_on_it: ({ metadata: { symbol, timeframe } }) =>
        navigation.show({ kind: 'training', start: { symbol, timeframe } }),
      delete: ({ operationId }) => deleteWithUndo(api, [operationId]),
    };
    const perform = (action: ActionId, operation: Operation): void => void deeds[action](operation);

    const copy = async (text: string, what: string): Promise<void> => {
      await navigator.clipboard.writeText(text);
      notifications.show({ message: `${what} copied`, autoClose: 1_500 });
    };

    return { perform, forceStop, copy };
  }, [desk]);
}
