import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import { countOf } from '../format/figure';
import type { OperationList } from '../store/operation-list';
import { Hint } from '../ui/hint';
import { deleteWithUndo } from './delete-with-undo';
import classes from './list-toolbar.module.css';

/** What can be done with the ticked rows. */
export function SelectionBar({ list }: { readonly list: OperationList }) {
  const { api } = useDesk();
  const selected = useStore(list.store, (state) => state.selected);
  const remove = async (): Promise<void> => {
    await deleteWithUndo(api, [...selected]);
    list.select(new Set());
  };
  return (
    <div className={classes['selection']} role="toolbar" aria-label="Selected operations">
      <Text size="sm" fw={600} aria-live="polite">
        {countOf(selected.size, 'operation')} selected
      </Text>
      <Hint text="Finished ones are removed from the history; running ones stay" shortcut="Del">
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconTrash size={14} stroke={1.75} />}
          onClick={() => void remove()}
          ml="auto"
        >
          Delete
        </Button>
      </Hint>
      <Hint text="Clear the selection" shortcut="Esc">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => list.select(new Set())}>
          Clear
        </Button>
      </Hint>
    </div>
  );
}
