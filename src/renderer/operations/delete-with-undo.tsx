import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { OperationId } from '../../contract/identifiers';
import type { WindowApi } from '../../contract/window-api';
import { count } from '../format/figure';
import { showFailure } from '../ui/show-failure';

/** As long as main keeps what was deleted. */
const UNDO_MS = 10_000;

/** Deletes finished operations and offers to bring them back for ten seconds. */
export async function deleteWithUndo(api: WindowApi, ids: readonly OperationId[]): Promise<void> {
  if (ids.length === 0) return;
  const answer = await api.invoke('operations:delete', [...ids]);
  if (!answer.ok) return showFailure('They could not be deleted', answer.failure);
  const { deleted } = answer.value;
  if (deleted.length === 0) return;
  const kept = ids.length - deleted.length;
  const toast = `deleted-${deleted[0]}`;
  const undo = async (): Promise<void> => {
    notifications.hide(toast);
    const undone = await api.invoke('operations:undoDelete', deleted);
    if (!undone.ok) showFailure('They could not be brought back', undone.failure);
  };
  notifications.show({
    id: toast,
    autoClose: UNDO_MS,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">
          {deleted.length === 1 ? 'Operation deleted.' : `${count(deleted.length)} operations deleted.`}
          {kept > 0 ? ` ${count(kept)} still running ${kept === 1 ? 'was' : 'were'} kept.` : ''}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => void undo()}>
          Undo
        </Button>
      </Group>
    ),
  });
}
