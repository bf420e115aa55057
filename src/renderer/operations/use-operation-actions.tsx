import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { Priority } from '../../contract/queue-place';
import type { Desk } from '../app/desk';
import { useDesk } from '../app/desk-context';
import { showFailure } from '../ui/show-failure';
import type { ActionId } from './action-ids';
import { deleteWithUndo } from './delete-with-undo';
import { queueMoves, queueOf } from './queue-moves';

/** The section of the settings that has to do with how an operation ended. */
function settingsFor(operation: Operation): string {
  if (operation.status === 'cancelled') return 'closing';
  if (operation.status !== 'failed') return 'work';
  const { code } = operation.failure;
  return code === 'disk_full' ? 'history' : code === 'unresponsive' ? 'closing' : 'work';
}

/** Does what the buttons, keys and menus of an operation say. */
export function useOperationActions() {
  const desk = useDesk();
  return useMemo(() => operationDeeds(desk), [desk]);
}

function operationDeeds(desk: Desk) {
  const { api, askedToStop, mirror, navigation, children } = desk;

  /** Takes the answer, or says in a corner why it was refused. True when it worked. */
  const take = (answer: Outcome<Operation>, refusal: string): boolean => {
    if (answer.ok) mirror.applyAnswer(answer.value);
    else showFailure(refusal, answer.failure);
    return answer.ok;
  };

  const stop = async (id: OperationId, how: 'cancel' | 'pause'): Promise<void> => {
    askedToStop.add(id, { at: Date.now(), how });
    const answer =
      how === 'pause'
        ? await api.invoke('operations:pause', id)
        : await api.invoke('operations:cancel', { operationId: id, note: null });
    take(answer, how === 'pause' ? 'It could not be paused' : 'It could not be cancelled');
    askedToStop.remove(id);
  };

  const forceStop = async (id: OperationId): Promise<void> => {
    take(await api.invoke('operations:forceStop', id), 'It could not be stopped');
  };

  const resume = async (id: OperationId, fromStart: boolean): Promise<void> => {
    const refusal = fromStart ? 'It could not be started again' : 'It could not be resumed';
    take(await api.invoke('operations:resume', { operationId: id, fromStart }), refusal);
  };

  /** A new operation that repeats this one; it opens, unless it only works in the background. */
  const repeat = async (id: OperationId, how: 'retry' | 'verify'): Promise<void> => {
    const answer =
      how === 'verify'
        ? await api.invoke('operations:verify', id)
        : await api.invoke('operations:retry', { operationId: id, changes: {} });
    if (!take(answer, 'It could not be run again') || !answer.ok) return;
    if (how === 'retry') return navigation.openOperation(answer.value.operationId);
    notifications.show({ message: 'Verifying in the background. The outcome appears here.', autoClose: 4_000 });
  };

  /** The dialog that starts such an operation, filled in as this one was asked for. */
  const change = async (operation: Operation): Promise<void> => {
    const asked = await api.invoke('operations:request', operation.operationId);
    if (!asked.ok) return showFailure('What was asked for could not be read', asked.failure);
    navigation.show({ kind: 'again', again: { of: operation.operationId, request: asked.value } });
  };

  const openStrategy = async (operation: Operation): Promise<void> => {
    const listed = await api.invoke('strategies:list', null);
    const name = operation.metadata.strategyName ?? operation.metadata.title;
    const found = listed.ok ? listed.value.find((one) => one.name === name || one.fileName === name) : undefined;
    navigation.open('strategies', found?.fileName ?? null);
  };

  const openFailedPart = async ({ operationId }: Operation): Promise<void> => {
    children.need(operationId);
    const answer = await api.invoke('operations:children', operationId);
    if (!answer.ok) return showFailure('Its parts could not be read', answer.failure);
    const failed = answer.value.findLast((one) => one.status === 'failed') ?? answer.value.at(-1);
    if (failed !== undefined) navigation.openOperation(failed.operationId);
  };

  /** The backtest of the best variant, or its training when none came so far. */
  const openBest = (operation: Operation): void => {
    if (operation.status !== 'completed' || operation.result.type !== 'agent_research') return;
    const { bestBacktestingOperationId: backtest, bestTrainingOperationId: training } = operation.result;
    const best = backtest ?? training;
    if (best !== null) navigation.openOperation(best);
  };

  const moveInQueue = async (operation: Operation, where: 'up' | 'down'): Promise<void> => {
    const before = queueMoves(operation, mirror.all())[where];
    if (before === undefined) return;
    const answer = await api.invoke('operations:moveInQueue', { operationId: operation.operationId, before });
    if (!answer.ok) showFailure('It could not be moved', answer.failure);
  };

  const setPriority = async (operationId: OperationId, priority: Priority): Promise<void> => {
    take(await api.invoke('operations:setPriority', { operationId, priority }), 'Its priority could not be changed');
  };

  const showLog = async (): Promise<void> => {
    const answer = await api.invoke('app:openLogs', null);
    if (!answer.ok) showFailure('The log could not be opened', answer.failure);
  };

  const restartWorkers = async ({ type }: Operation): Promise<void> => {
    const kind = queueOf(type);
    if (kind === null) return navigation.go('workers');
    const answer = await api.invoke('workers:restart', kind);
    if (!answer.ok) return showFailure('Workers could not be started again', answer.failure);
    desk.workers.set(answer.value);
    notifications.show({ message: 'Workers are started again as soon as something needs them.', autoClose: 4_000 });
  };

  const deeds: Readonly<Record<ActionId, (operation: Operation) => unknown>> = {
    pause: ({ operationId }) => stop(operationId, 'pause'),
    resume: ({ operationId }) => resume(operationId, false),
    start_over: ({ operationId }) => resume(operationId, true),
    cancel: ({ operationId }) => stop(operationId, 'cancel'),
    force_stop: ({ operationId }) => forceStop(operationId),
    backtest: ({ operationId }) => navigation.show({ kind: 'backtest', start: { modelOperationId: operationId } }),
    compare: ({ operationId }) => navigation.show({ kind: 'compare', first: operationId }),
    verify: ({ operationId }) => repeat(operationId, 'verify'),
    run_again: ({ operationId }) => repeat(operationId, 'retry'),
    change,
    choose_range: change,
    import_again: ({ metadata: { symbol } }) =>
      navigation.show({ kind: 'import', start: symbol === null ? {} : { symbol } }),
    train_on_it: ({ metadata: { symbol, timeframe } }) =>
      navigation.show({ kind: 'training', start: { symbol, timeframe } }),
    open_strategy: openStrategy,
    open_data: () => navigation.go('data'),
    open_model: ({ metadata: { modelOperationId: model } }) => model !== null && navigation.openOperation(model),
    open_parent: ({ parentOperationId: parent }) => parent !== null && navigation.openOperation(parent),
    open_child: openFailedPart,
    open_best: openBest,
    raise: (operation) => moveInQueue(operation, 'up'),
    lower: (operation) => moveInQueue(operation, 'down'),
    open_settings: (operation) => navigation.open('settings', settingsFor(operation)),
    show_log: showLog,
    restart_workers: restartWorkers,
    check_profile: () => navigation.open('settings', 'profile'),
    delete: ({ operationId }) => deleteWithUndo(api, [operationId]),
  };
  const perform = (action: ActionId, operation: Operation): void => void deeds[action](operation);

  const copy = async (text: string, what: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `${what} copied`, autoClose: 1_500 });
  };

  return { perform, setPriority, forceStop, copy };
}
