import { ActionIcon, Button, Menu, Title } from '@mantine/core';
import { IconCopy, IconDots } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { ACTION_LOOKS } from '../operations/action-look';
import { actionsOf } from '../operations/operation-actions';
import { ownTitle, subjectWords, TYPE_NAMES } from '../operations/operation-words';
import { StatusIcon, statusColour } from '../operations/status-icon';
import { statusKind, statusWords } from '../operations/status-kind';
import { useOperationActions } from '../operations/use-operation-actions';
import { Hint } from '../ui/hint';
import { TimeAgo } from '../ui/time-ago';
import { WidthButton } from '../ui/width-button';
import classes from './detail-header.module.css';
import { ForceStop } from './force-stop';

/** What it is, how it stands, what can be done. */
export function DetailHeader({ operation }: { readonly operation: Operation }) {
  const { cancelling } = useDesk();
  const askedAt = useStore(cancelling.store, (state) => state[operation.operationId] ?? null);
  const kind = statusKind(operation, askedAt !== null);
  return (
    <header className={classes['header']}>
      <div className={classes['words']}>
        <div className={classes['titleLine']}>
          <Title order={2} className={classes['title']}>
            <span className={classes['type']}>{TYPE_NAMES[operation.type]}</span> {ownTitle(operation)}
          </Title>
          <span className={classes['status']} style={{ color: statusColour(kind) }}>
            <StatusIcon kind={kind} size={16} />
            {statusWords(operation, askedAt !== null)}
          </span>
        </div>
        <div className={classes['subject']}>
          {subjectWords(operation)}
          {subjectWords(operation) === '' ? '' : ' · '}
          <Since operation={operation} />
        </div>
      </div>
      <div className={classes['actions']}>
        {kind === 'cancelling' ? (
          <ForceStop operation={operation} askedAt={askedAt} />
        ) : (
          <Actions operation={operation} />
        )}
        <MoreMenu operation={operation} />
        <WidthButton />
      </div>
    </header>
  );
}

function Since({ operation }: { readonly operation: Operation }) {
  if ('completedAt' in operation) {
    return (
      <>
        ended <TimeAgo at={operation.completedAt} />
      </>
    );
  }
  return (
    <>
      {operation.status === 'running' ? 'started ' : 'asked for '}
      <TimeAgo at={operation.status === 'running' ? operation.startedAt : operation.createdAt} />
    </>
  );
}

/** The first is what most people want next, so it is the one that stands out; deleting waits in the menu. */
function Actions({ operation }: { readonly operation: Operation }) {
  const { perform } = useOperationActions();
  const actions = actionsOf(operation).filter((action) => action !== 'delete');
  return actions.slice(0, 2).map((action, place) => {
    const look = ACTION_LOOKS[action];
    const variant = place === 0 && action !== 'cancel' ? 'filled' : 'default';
    return (
      <Hint key={action} text={look.hint} shortcut={look.key}>
        <Button
          className={place === 0 ? undefined : classes['second']}
          size="compact-md"
          fz="sm"
          variant={variant}
          leftSection={<look.icon size={15} stroke={1.75} />}
          onClick={() => perform(action, operation)}
        >
          {look.label}
        </Button>
      </Hint>
    );
  });
}

function MoreMenu({ operation }: { readonly operation: Operation }) {
  const { perform, copy } = useOperationActions();
  const actions = actionsOf(operation);
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size={30} aria-label="More actions">
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} stroke={1.75} />}
          onClick={() => void copy(operation.operationId, 'Operation id')}
        >
          Copy the id
        </Menu.Item>
        {actions.map((action) => {
          const look = ACTION_LOOKS[action];
          return (
            <Menu.Item
              key={action}
              {...(action === 'delete' ? { color: 'red' } : {})}
              leftSection={<look.icon size={16} stroke={1.75} />}
              onClick={() => perform(action, operation)}
            >
              {look.label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
