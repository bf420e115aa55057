import { Group, Tooltip } from '@mantine/core';
import { type ComponentPropsWithRef, cloneElement, type ReactElement } from 'react';
import { KeyHint } from './key-hint';

interface HintProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly text: string;
  /** The key that does the same. */
  readonly shortcut?: string | null;
  readonly position?: 'bottom' | 'right';
  readonly children: ReactElement;
}

/**
 * What a control does and which key does it, on hover and focus. Whatever else it is given, as by a menu whose target
 * it stands around, is the control's.
 */
export function Hint({ text, shortcut, position = 'bottom', children, ...passedOn }: HintProps) {
  return (
    <Tooltip
      position={position}
      maw={320}
      events={{ hover: true, focus: true, touch: false }}
      label={
        <Group gap="xs" wrap="nowrap">
          <span>{text}</span>
          {shortcut ? <KeyHint>{shortcut}</KeyHint> : null}
        </Group>
      }
    >
      {cloneElement(children, passedOn)}
    </Tooltip>
  );
}
