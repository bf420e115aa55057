import { Button } from '@mantine/core';
import { IconListDetails, IconSearchOff } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import { isNoFilter, NO_FILTER } from '../filter/list-filter';
import { NothingHere } from '../ui/nothing-here';

/** Nothing has run yet, or nothing passes the filter: two different things to do. */
export function EmptyHistory() {
  const { operations, navigation } = useDesk();
  const isUnfiltered = useStore(operations.store, (state) => isNoFilter(state.filter));
  if (isUnfiltered) {
    return (
      <NothingHere
        icon={<IconListDetails size={28} stroke={1.5} />}
        title="Nothing has run yet"
        actions={
          <Button size="sm" variant="default" onClick={() => navigation.show({ kind: 'training', start: {} })}>
            New training…
          </Button>
        }
      >
        Trainings, backtests and imports appear here with their progress, and stay as your history.
      </NothingHere>
    );
  }
  return (
    <NothingHere
      icon={<IconSearchOff size={28} stroke={1.5} />}
      title="Nothing matches"
      actions={
        <Button size="sm" variant="default" onClick={() => operations.setFilter(NO_FILTER)}>
          Clear the filter
        </Button>
      }
    >
      No operation passes this filter.
    </NothingHere>
  );
}
