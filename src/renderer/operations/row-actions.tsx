import { ActionIcon, Button } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import { Hint } from '../ui/hint';
import type { ActionId } from './action-ids';
import { ACTION_LOOKS, actionLook } from './action-look';
import { actionsOf } from './operation-actions';
import classes from './operation-row.module.css';
import { useOperationActions } from './use-operation-actions';

/** What most people want next as a button with a word, cancelling or deleting as an icon. */
export function RowActions({ operation, isShown }: { readonly operation: Operation; readonly isShown: boolean }) {
  const { perform } = useOperationActions();
  const actions = actionsOf(operation);
  const ending: ActionId = isActive(operation.status) ? 'cancel' : 'delete';
  const first = actions.find((action) => action !== ending && action !== 'open_parent');
  const run = (action: ActionId) => (event: MouseEvent) => {
    event.stopPropagation();
    perform(action, operation);
  };
  const look = first === undefined ? null : actionLook(first, operation);
  const end = ACTION_LOOKS[ending];
  if (look === null && !actions.includes(ending)) return null;
  return (
    <div className={classes['actions']} data-shown={isShown || undefined}>
      {look === null || first === undefined ? null : (
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
      {actions.includes(ending) ? (
        <Hint text={end.hint} shortcut={end.key}>
          <ActionIcon size={26} variant="default" aria-label={end.label} onClick={run(ending)}>
            <end.icon size={14} stroke={1.75} />
          </ActionIcon>
        </Hint>
      ) : null}
    </div>
  );
}
