import { Modal, MultiSelect, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { OperationOf } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { useCompleted } from '../start/use-completed';
import { Sections } from '../ui/section';
import { CompareChart } from './compare-chart';
import { CompareTable } from './compare-table';
import { backtestLabel, comparedRuns, MOST_COMPARED } from './compared-run';

/** Finished backtests side by side: their accounts in one chart, their statistics in one table. */
export function CompareDialog({ first }: { readonly first: OperationId }) {
  const { navigation, mirror } = useDesk();
  const { operations, isRead } = useCompleted('backtesting');
  const [chosen, setChosen] = useState<readonly OperationId[] | null>(null);
  const own = useStore(mirror.store, (state) => state.known.get(first)?.operation ?? null);
  const all = useMemo(() => withOwn(operations, own?.status === 'completed' ? own : null), [operations, own]);
  // At first the newest other one, because two is what most people compare.
  const ids = chosen ?? [
    first,
    ...all
      .filter((one) => one.operationId !== first)
      .slice(0, 1)
      .map((one) => one.operationId),
  ];
  const runs = useMemo(
    () => comparedRuns(ids.flatMap((id) => all.find((one) => one.operationId === id) ?? [])),
    [ids, all],
  );
  const now = Date.now();
  return (
    <Modal
      opened
      onClose={navigation.closeDialog}
      title="Compare backtests"
      size={960}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Sections>
        <MultiSelect
          label="Backtests"
          description={`Up to ${MOST_COMPARED}`}
          data={all.map((one) => ({ value: one.operationId, label: backtestLabel(one, now) }))}
          value={[...ids]}
          onChange={(value) => setChosen(value as OperationId[])}
          maxValues={MOST_COMPARED}
          searchable
          hidePickedOptions
        />
        {isRead && all.length < 2 ? (
          <Text size="sm" c="dimmed">
            There is no other finished backtest yet. Run one with another model, range or cost.
          </Text>
        ) : null}
        {runs.length === 0 ? null : <CompareChart runs={runs} />}
        {runs.length === 0 ? null : <CompareTable runs={runs} />}
      </Sections>
    </Modal>
  );
}

const withOwn = (
  operations: readonly OperationOf<'completed'>[],
  own: OperationOf<'completed'> | null,
): readonly OperationOf<'completed'>[] =>
  own === null || operations.some((one) => one.operationId === own.operationId) ? operations : [own, ...operations];
