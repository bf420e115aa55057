import { Button, Title } from '@mantine/core';
import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import type { ActionId } from '../operations/action-ids';
import { actionLook } from '../operations/action-look';
import { actionsOf } from '../operations/operation-actions';
import { kindWords, ownTitle, runWords, subjectWords } from '../operations/operation-words';
import { StatusIcon, statusColour } from '../operations/status-icon';
import { statusKind, statusWords } from '../operations/status-kind';
import { useOperationActions } from '../operations/use-operation-actions';
import { Hint } from '../ui/hint';
import { TimeAgo } from '../ui/time-ago';
import { WidthButton } from '../ui/width-button';
import classes from './detail-header.module.css';
import { ForceStop } from './force-stop';
import { MoreMenu } from './more-menu';

/** What it is, how it stands, what can be done. */
export function DetailHeader({ operation }: { readonly operation: Operation }) {
  const { askedToStop } = useDesk();
  const ask = useStore(askedToStop.store, (state) => state[operation.operationId] ?? null);
  const kind = statusKind(operation, ask);
  return (
    <header className={classes['header']}>
      <div className={classes['words']}>
        <div className={classes['titleLine']}>
          <Title order={2} className={classes['title']}>
            <span className={classes['type']}>{kindWords(operation)}</span> {ownTitle(operation)}
          </Title>
          <span className={classes['status']} style={{ color: statusColour(kind) }}>
            <StatusIcon kind={kind} size={16} />
            {statusWords(operation, ask)}
          </span>
        </div>
        <div className={classes['subject']}>
          {[runWords(operation), subjectWords(operation)].filter(Boolean).map((words) => `${words} · `)}
          <Since operation={operation} />
        </div>
      </div>
      <div className={classes['actions']}>
        {kind === 'cancelling' || kind === 'pausing' ? (
          <ForceStop operation={operation} askedAt={ask?.at ?? null} word={statusWords(operation, ask)} />
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

/** Rare, or not to be pressed by accident. */
const IN_THE_MENU: readonly ActionId[] = ['delete', 'raise', 'lower', 'open_parent', 'show_log', 'open_settings'];
/** Never what a person came for. */
const QUIET: readonly ActionId[] = ['pause', 'cancel', 'force_stop'];

/** The first is what most people want next, so it is the one that stands out; deleting waits in the menu. */
function Actions({ operation }: { readonly operation: Operation }) {
  const { perform } = useOperationActions();
  const actions = actionsOf(operation).filter((action) => !IN_THE_MENU.includes(action));
  return actions.slice(0, 2).map((action, place) => {
    const look = actionLook(action, operation);
    const variant = place === 0 && !QUIET.includes(action) ? 'filled' : 'default';
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
