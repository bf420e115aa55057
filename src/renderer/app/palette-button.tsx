import { ActionIcon } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconCommand } from '@tabler/icons-react';
import { Hint } from '../ui/hint';
import { commandKey } from '../ui/key-hint';

/** Everything, by name. */
export function PaletteButton() {
  return (
    <Hint text="Find anything, do anything" shortcut={commandKey('K')}>
      <ActionIcon size={34} aria-label="Search everything" onClick={() => spotlight.open()}>
        <IconCommand size={18} stroke={1.75} />
      </ActionIcon>
    </Hint>
  );
}
