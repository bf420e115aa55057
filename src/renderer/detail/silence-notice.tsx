import { Button, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { OperationOf } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { resumePlace } from '../operations/checkpoint-words';
import { useOperationActions } from '../operations/use-operation-actions';
import { Notice } from '../ui/notice';
import { useNow } from '../ui/use-now';

/** Nothing is heard of work that should report: since when, what will happen, and the way to end it now. */
export function SilenceNotice({ operation }: { readonly operation: OperationOf<'running'> }) {
  const { settings } = useDesk();
  const { perform } = useOperationActions();
  const now = useNow(1_000);
  const grace = useStore(settings.store, ({ value }) => value?.unresponsiveGraceMs ?? 10_000);
  const silent = now - Date.parse(operation.unresponsiveSince ?? operation.startedAt);
  const left = Math.ceil((grace - silent) / 1_000);
  const place = resumePlace(operation);
  return (
    <Notice title={`Not responding for ${Math.max(0, Math.floor(silent / 1_000))} s`}>
      <Text size="sm">
        It should have reported by now.{' '}
        {left > 0 ? `If it stays silent, it is ended in ${left} s.` : 'It is being ended.'}{' '}
        {place === null ? 'It can be started again afterwards.' : `It can go on from ${place} afterwards.`}
      </Text>
      <Button
        mt="xs"
        size="compact-sm"
        variant="light"
        color="red"
        leftSection={<IconHandStop size={14} stroke={1.75} />}
        onClick={() => perform('force_stop', operation)}
      >
        Force stop
      </Button>
    </Notice>
  );
}
