import { UnstyledButton } from '@mantine/core';
import { Hint } from '../ui/hint';
import { commandKey, KeyHint } from '../ui/key-hint';
import { palette } from './palette';
import classes from './palette-button.module.css';

/** Everything, by name. */
export function PaletteButton() {
  return (
    <Hint text="Find anything, do anything">
      <UnstyledButton className={classes['button']} aria-label="Search everything" onClick={() => palette.open()}>
        <KeyHint>{commandKey('K')}</KeyHint>
      </UnstyledButton>
    </Hint>
  );
}
