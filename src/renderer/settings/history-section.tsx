import { Stack, Text } from '@mantine/core';
import type { Settings } from '../../contract/settings';
import { useDesk } from '../app/desk-context';
import { RetentionField } from './retention-field';

const FINISHED = ['completed', 'failed', 'cancelled'] as const;
const DAY_MS = 86_400_000;

/** How long finished work is kept. */
export function HistorySection({ settings: { retention } }: { readonly settings: Settings }) {
  const { api, workCounts } = useDesk();
  /** How many finished operations there are, those created before a moment only when one is given. */
  const finished = async (createdBefore: string | null): Promise<number | null> => {
    const filter = { statuses: [...FINISHED], children: 'without' as const, createdBefore };
    const answer = await api.invoke('operations:list', { filter, limit: 1 });
    return answer.ok ? answer.value.total : null;
  };
  const beyond = async (kept: number): Promise<number | null> => {
    const all = await finished(null);
    // What is paused neither counts nor goes.
    return all === null ? null : Math.max(0, all - workCounts.store.getState().paused - kept);
  };
  return (
    <Stack gap="xl" maw={460}>
      <Text size="sm" c="dimmed">
        Finished operations stay for ever unless you say otherwise. What waits, runs or is paused is never deleted.
      </Text>
      <RetentionField
        label="Keep at most"
        unit="operations"
        max={10_000_000}
        value={retention.operations}
        doomedBy={beyond}
        patchOf={(operations) => ({ retention: { operations } })}
      />
      <RetentionField
        label="Keep for"
        unit="days"
        max={36_500}
        value={retention.days}
        doomedBy={(days) => finished(new Date(Date.now() - days * DAY_MS).toISOString())}
        patchOf={(days) => ({ retention: { days } })}
      />
      <RetentionField
        label="Keep checkpoints of stopped operations for"
        unit="days"
        max={36_500}
        value={retention.checkpointDays}
        doomedBy={null}
        patchOf={(checkpointDays) => ({ retention: { checkpointDays } })}
      />
    </Stack>
  );
}
