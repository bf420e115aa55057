import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconCopy, IconDots } from '@tabler/icons-react';
import type { Operation } from '../../contract/operation';
import { PRIORITIES, type Priority } from '../../contract/queue-place';
import { useDesk } from '../app/desk-context';
import type { ActionId } from '../operations/action-ids';
import { actionLook } from '../operations/action-look';
import { actionsOf } from '../operations/operation-actions';
import { queueMoves } from '../operations/queue-moves';
import { useOperationActions } from '../operations/use-operation-actions';

/** Everything the state allows. */
export function MoreMenu({ operation }: { readonly operation: Operation }) {
  const { mirror } = useDesk();
  const { perform, copy } = useOperationActions();
  const moves = queueMoves(operation, mirror.all());
  const isOff = (action: ActionId): boolean =>
    (action === 'raise' && moves.up === undefined) || (action === 'lower' && moves.down === undefined);
  return (
    <Menu position="bottom-end" width={230}>
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
        {actionsOf(operation).map((action) => {
          const look = actionLook(action, operation);
          return (
            <Menu.Item
              key={action}
              {...(action === 'delete' ? { color: 'red' } : {})}
              disabled={isOff(action)}
              leftSection={<look.icon size={16} stroke={1.75} />}
              onClick={() => perform(action, operation)}
            >
              {look.label}
            </Menu.Item>
          );
        })}
        <PriorityItems operation={operation} />
      </Menu.Dropdown>
    </Menu>
  );
}

const PRIORITY_WORDS: Readonly<Record<Priority, string>> = { high: 'High', normal: 'Normal', low: 'Low' };

/** How early it begins among what waits. */
function PriorityItems({ operation }: { readonly operation: Operation }) {
  const { setPriority } = useOperationActions();
  if (!('priority' in operation)) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Priority</Menu.Label>
      {PRIORITIES.map((priority) => (
        <Menu.Item
          key={priority}
          role="menuitemradio"
          aria-checked={operation.priority === priority}
          rightSection={operation.priority === priority ? <IconCheck size={14} aria-hidden /> : null}
          onClick={() => void setPriority(operation.operationId, priority)}
        >
          {PRIORITY_WORDS[priority]}
        </Menu.Item>
      ))}
    </>
  );
}
