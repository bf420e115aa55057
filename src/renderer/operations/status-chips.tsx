import { UnstyledButton } from '@mantine/core';
import { useStore } from 'zustand';
import type { OperationStatus } from '../../contract/operation-status';
import { count } from '../format/figure';
import type { ListState, OperationList } from '../store/operation-list';
import classes from './list-toolbar.module.css';

interface ChipDefinition {
  readonly label: string;
  readonly statuses: readonly OperationStatus[];
}

const CHIPS: readonly ChipDefinition[] = [
  { label: 'All', statuses: [] },
  { label: 'Running', statuses: ['running'] },
  { label: 'Queued', statuses: ['pending', 'resuming'] },
  { label: 'Completed', statuses: ['completed'] },
  { label: 'Failed', statuses: ['failed'] },
  { label: 'Cancelled', statuses: ['cancelled'] },
];

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

const countOfChip = (state: ListState, { statuses }: ChipDefinition): number => {
  const counted = statuses.length === 0 ? Object.values(state.counts) : statuses.map((one) => state.counts[one] ?? 0);
  return counted.reduce((sum, one) => sum + (one ?? 0), 0);
};

/** One click narrows to a status or to today; the counts tell what the click would show. */
export function StatusChips({ list }: { readonly list: OperationList }) {
  const today = useStore(list.store, (state) => state.today ?? 0);
  const filter = useStore(list.store, (state) => state.filter);
  const isToday = filter.fromDay === 'today';
  return (
    <div className={classes['chips']} role="toolbar" aria-label="Filter by status">
      {CHIPS.map((chip) => (
        <StatusChip key={chip.label} list={list} chip={chip} />
      ))}
      <Chip
        label="Today"
        amount={today}
        isPressed={isToday}
        onPress={() =>
          list.setFilter({ ...filter, fromDay: isToday ? null : 'today', toDay: isToday ? null : 'today' })
        }
      />
    </div>
  );
}

function StatusChip({ list, chip }: { readonly list: OperationList; readonly chip: ChipDefinition }) {
  const amount = useStore(list.store, (state) => countOfChip(state, chip));
  const isPressed = useStore(list.store, (state) => isSame(state.filter.statuses, chip.statuses));
  const press = (): void =>
    list.setFilter({ ...list.store.getState().filter, statuses: isPressed ? [] : chip.statuses });
  return <Chip label={chip.label} amount={amount} isPressed={isPressed} onPress={press} />;
}

interface ChipProps {
  readonly label: string;
  readonly amount: number;
  readonly isPressed: boolean;
  readonly onPress: () => void;
}

const Chip = ({ label, amount, isPressed, onPress }: ChipProps) => (
  <UnstyledButton className={classes['chip']} aria-pressed={isPressed} onClick={onPress}>
    {label} <span className={classes['count']}>{count(amount)}</span>
  </UnstyledButton>
);
