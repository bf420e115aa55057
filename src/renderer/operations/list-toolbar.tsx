import { Text } from '@mantine/core';
import { useStore } from 'zustand';
import type { OperationList } from '../store/operation-list';
import classes from './list-toolbar.module.css';
import { PauseAll } from './pause-all';
import { SelectionBar } from './selection-bar';
import { StatusChips } from './status-chips';

/** One click narrows; while rows are ticked, what can be done with them. */
export function ListToolbar({ list }: { readonly list: OperationList }) {
  const isSelecting = useStore(list.store, (state) => state.selected.size > 0);
  const problem = useStore(list.store, (state) => state.problems[0] ?? null);
  return (
    <div className={classes['toolbar']}>
      {isSelecting ? <SelectionBar list={list} /> : <StatusChips list={list} />}
      {isSelecting ? null : <PauseAll />}
      {problem === null ? null : (
        <Text size="xs" c="var(--tw-warn)" role="status" className={classes['problem']}>
          {problem}
        </Text>
      )}
    </div>
  );
}
