import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { useDesk, useNavigation } from '../app/desk-context';
import { Hint } from './hint';

/** Lets the detail have the whole window, and back. */
export function WidthButton() {
  const { navigation } = useDesk();
  const isWide = useNavigation((state) => state.isDetailWide);
  const label = isWide ? 'Show the list again' : 'Fill the window';
  return (
    <Hint text={label} shortcut={isWide ? 'Esc' : 'F'}>
      <ActionIcon size={30} aria-label={label} aria-pressed={isWide} onClick={() => navigation.setDetailWide(!isWide)}>
        {isWide ? (
          <IconArrowsDiagonalMinimize2 size={17} stroke={1.75} />
        ) : (
          <IconArrowsDiagonal size={17} stroke={1.75} />
        )}
      </ActionIcon>
    </Hint>
  );
}
