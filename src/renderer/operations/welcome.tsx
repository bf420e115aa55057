import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import type { Mirror } from '../store/mirror-store';
import type { ListState } from '../store/operation-list';
import { NothingHere } from '../ui/nothing-here';
import { FirstSteps } from './first-steps';

/** Nothing was trained yet: the history is empty or tells of imports alone, such as that of the sample. */
const holdsImportsOnly = ({ typed, total, ids }: ListState, mirror: Mirror): boolean =>
  typed === '' && total === ids.size && [...ids.values()].every((id) => mirror.operation(id)?.type === 'data_load');

/** The detail while nothing is open: at the first launch the way to a first result, later a reminder. */
export function Welcome() {
  const { operations, strategies, datasets, mirror } = useDesk();
  const isFirst = useStore(operations.store, (state) => holdsImportsOnly(state, mirror));
  const isKnown = useStore(operations.store, (state) => state.total !== null);
  const sample = useStore(strategies.store, ({ value }) => value?.find((one) => one.isSample && one.valid) ?? null);
  useEffect(() => {
    strategies.need();
    datasets.need();
  }, [strategies, datasets]);
  if (!isKnown) return null;
  if (isFirst && sample !== null) return <FirstSteps sample={sample} />;
  if (isFirst) {
    return (
      <NothingHere icon={<IconPlayerPlay size={28} stroke={1.5} />} title="Start with data and a strategy">
        Import a file of prices, add a strategy, and train it.
      </NothingHere>
    );
  }
  return (
    <NothingHere icon={<IconArrowLeft size={28} stroke={1.5} />} title="Choose an operation">
      Its progress, charts and figures appear here. ↑ and ↓ walk through the list.
    </NothingHere>
  );
}
