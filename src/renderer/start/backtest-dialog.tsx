import { Select, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { OperationId } from '../../contract/identifiers';
import type { OperationOf } from '../../contract/operation';
import type { BacktestingRequest } from '../../contract/requests';
import { useDesk, useOperation } from '../app/desk-context';
import { percent } from '../format/figure';
import { barTime, relativeTime } from '../format/moment';
import type { AgainStart, BacktestStart } from '../store/navigation';
import { Notice } from '../ui/notice';
import { AccountFields } from './account-fields';
import { DateRangeFields, rangeProblem } from './date-range-fields';
import { fieldOf, messageFor } from './failure-field';
import { StartDialog } from './start-dialog';
import { useAccount } from './use-account';
import { useCompleted } from './use-completed';
import { useStart } from './use-start';

interface BacktestDialogProps {
  readonly start: BacktestStart;
  readonly again?: AgainStart<BacktestingRequest>;
}

/** A model, a range and costs; without dates it covers the part of the data the model never saw. */
export function BacktestDialog({ start, again }: BacktestDialogProps) {
  const { mirror } = useDesk();
  const before = again?.request ?? null;
  const starting = useStart(again ?? null);
  const { failure, clearFailure } = starting;
  const account = useAccount(before, clearFailure);
  const models = useCompleted('training');
  const [chosen, setChosen] = useState<OperationId | null>(before?.modelOperationId ?? start.modelOperationId ?? null);
  const [startChoice, setStartDate] = useState<string | null>(before?.startDate?.slice(0, 10) ?? null);
  const [endChoice, setEndDate] = useState<string | null>(before?.endDate?.slice(0, 10) ?? null);
  const model = chosen ?? models.operations[0]?.operationId ?? null;
  const known = useKnownModel(model);
  const result = known?.result.type === 'training' ? known.result : null;

  // Untouched, a backtest covers the bars that training never saw.
  const usualStart = result?.testRange.start.slice(0, 10) ?? '';
  const usualEnd = result?.testRange.end.slice(0, 10) ?? '';
  const startDate = startChoice ?? usualStart;
  const endDate = endChoice ?? usualEnd;
  const isUsual = startDate === usualStart && endDate === usualEnd;
  const datesProblem = rangeProblem(startDate, endDate);
  const isSeen = result !== null && startDate !== '' && startDate < result.testRange.start.slice(0, 10);
  const submit = (): void => {
    if (model === null || account.value === null) return;
    void starting.start({
      type: 'backtesting',
      strategy: before?.strategy ?? null,
      modelOperationId: model,
      startDate: isUsual || startDate === '' ? null : startDate,
      endDate: isUsual || endDate === '' ? null : endDate,
      ...account.value,
    });
  };
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      clearFailure();
      set(value);
    };
  const choices = new Map(models.operations.map((one) => [one.operationId, modelLabel(one)]));
  if (model !== null && known !== null && !choices.has(model)) choices.set(model, modelLabel(known));
  return (
    <StartDialog
      title={again === undefined ? 'New backtest' : 'Backtest again with changes'}
      intro="Trades a trained model over past bars, with costs. Orders fill at the next bar’s open."
      submitLabel="Start backtest"
      isReady={model !== null && datesProblem === null && account.value !== null}
      starting={starting}
      failure={fieldOf(failure) === 'model' || fieldOf(failure) === 'dates' ? null : failure}
      onSubmit={submit}
    >
      <Select
        label="Model"
        placeholder={models.isRead && models.operations.length === 0 ? 'Train a strategy first' : 'Choose a model'}
        data={[...choices].map(([value, label]) => ({ value, label }))}
        value={model}
        onChange={changing((value: string | null) => {
          setChosen(value as OperationId | null);
          if (value !== null && mirror.operation(value as OperationId) === null) clearFailure();
        })}
        error={messageFor(failure, 'model')}
        searchable
        allowDeselect={false}
        openOnFocus={false}
      />
      <DateRangeFields
        start={startDate}
        end={endDate}
        onStart={changing(setStartDate)}
        onEnd={changing(setEndDate)}
        hint={isUsual ? 'The test part of the model' : 'Other than the test part'}
        error={datesProblem ?? messageFor(failure, 'dates')}
      />
      {isSeen ? (
        <Notice title="Partly in sample">
          <Text size="sm">
            The model was trained or validated on bars before {result === null ? '' : barTime(result.testRange.start)}.
            The result will be marked so.
          </Text>
        </Notice>
      ) : null}
      <AccountFields account={account} />
    </StartDialog>
  );
}

/** The chosen model's training, asked for when no list has read it. */
function useKnownModel(id: OperationId | null): OperationOf<'completed'> | null {
  const { api, mirror } = useDesk();
  const operation = useOperation(id ?? ('' as OperationId));
  useEffect(() => {
    if (id === null || mirror.operation(id) !== null) return;
    void api.invoke('operations:get', id).then((answer) => {
      if (answer.ok) mirror.applyAnswer(answer.value);
    });
  }, [api, mirror, id]);
  return operation?.status === 'completed' ? operation : null;
}

function modelLabel({ metadata, result, completedAt }: OperationOf<'completed'>): string {
  const accuracy = result.type === 'training' ? ` · accuracy ${percent(result.testAccuracy)}` : '';
  const seed = metadata.seed === null ? '' : ` · seed ${metadata.seed}`;
  return `${metadata.title}${seed}${accuracy} · ${relativeTime(completedAt, Date.now())}`;
}
