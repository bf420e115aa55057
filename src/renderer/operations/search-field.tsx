import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { OperationList } from '../store/operation-list';
import { KeyHint } from '../ui/key-hint';

/** Words and conditions; `/` jumps here, Escape empties and leaves it. */
export function SearchField({ list, label }: { readonly list: OperationList; readonly label: string }) {
  const typed = useStore(list.store, (state) => state.typed);
  const hasProblem = useStore(list.store, (state) => state.problems.length > 0);
  return (
    <TextInput
      aria-label={label}
      placeholder="type:training status:failed words"
      value={typed}
      error={hasProblem}
      onChange={(event) => list.type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (typed === '') event.currentTarget.blur();
        else list.type('');
      }}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={
        typed === '' ? (
          <KeyHint>/</KeyHint>
        ) : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => list.type('')} />
        )
      }
      data-search
      maw={380}
      w="100%"
    />
  );
}
