import { ActionIcon, Button } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { Operation } from '../../contract/operation';
import { Hint } from '../ui/hint';
import { ACTION_LOOKS } from './action-look';
import { type ActionId, actionsOf } from './operation-actions';
import classes from './operation-row.module.css';
import { useOperationActions } from './use-operation-actions';

/** What most people want next as a button with a word, deleting as an icon. */
export function RowActions({ operation, isShown }: { readonly operation: Operation; readonly isShown: boolean }) {
  const { perform } = useOperationActions();
  const actions = actionsOf(operation);
  const [first] = actions;
  if (first === undefined) return null;
  const run = (action: ActionId) => (event: MouseEvent) => {
    event.stopPropagation();
    perform(action, operation);
  };
  const look = ACTION_LOOKS[first];
  return (
    <div className={classes['actions']} data-shown={isShown || undefined}>
      {first === 'delete' ? null : (
        <Hint text={look.hint} shortcut={look.key}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<look.icon size={14} stroke={1.75} />}
            onClick={run(first)}
          >
            {look.label}
          </Button>
        </Hint>
      )}
      {actions.includes('delete') ? (
        <Hint text={ACTION_LOOKS.delete.hint} shortcut={ACTION_LOOKS.delete.key}>
          <ActionIcon size={26} variant="default" aria-label="Delete" onClick={run('delete')}>
            <ACTION_LOOKS.delete.icon size={14} stroke={1.75} />
          </ActionIcon>
        </Hint>
      ) : null}
    </div>
  );
}
