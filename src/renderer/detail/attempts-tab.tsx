import { Text } from '@mantine/core';
import type { Attempt, AttemptEnd } from '../../contract/attempts';
import type { Checkpoint, CheckpointCause } from '../../contract/checkpoints';
import type { Operation } from '../../contract/operation';
import { useAnswer } from '../app/use-answer';
import { duration } from '../format/duration';
import { bytes, count, progressPercent } from '../format/figure';
import { checkpointPlace } from '../operations/checkpoint-words';
import { failureWords, reasonWords } from '../operations/operation-words';
import { FailureCard } from '../ui/failure-card';
import { type PlainColumn, PlainTable } from '../ui/plain-table';
import { Section, Sections } from '../ui/section';
import { TimeAgo } from '../ui/time-ago';

/** How often it was begun, how each time ended, and the places it can go on from. */
export function AttemptsTab({ operation }: { readonly operation: Operation }) {
  const { operationId, status, attempt, type } = operation;
  const newest = 'checkpoint' in operation ? (operation.checkpoint?.number ?? 0) : 0;
  const version = `${status} ${attempt} ${newest}`;
  const attempts = useAnswer('operations:attempts', operationId, version);
  const checkpoints = useAnswer('operations:checkpoints', operationId, version);
  const failure = attempts.failure ?? checkpoints.failure;
  const hasCheckpoints = checkpoints.value !== null && checkpoints.value.length > 0;
  return (
    <Sections>
      {failure === null ? null : <FailureCard failure={failure} />}
      <Section title="Attempts">
        {attempts.value === null ? null : attempts.value.length === 0 ? (
          <Quiet>It has not begun yet.</Quiet>
        ) : (
          <PlainTable label="Attempts" columns={ATTEMPTS} rows={attempts.value} keyOf={(row) => row.number} />
        )}
      </Section>
      <Section title="Checkpoints">
        {hasCheckpoints ? (
          <PlainTable
            label="Checkpoints"
            columns={checkpointColumns(type)}
            rows={checkpoints.value}
            keyOf={(row) => row.number}
          />
        ) : (
          <Quiet>{checkpoints.value === null ? '' : noCheckpointWords(operation)}</Quiet>
        )}
      </Section>
    </Sections>
  );
}

const Quiet = ({ children }: { readonly children: string }) => (
  <Text size="sm" c="dimmed">
    {children}
  </Text>
);

const noCheckpointWords = (operation: Operation): string =>
  operation.status === 'completed'
    ? 'It has completed, so none is kept.'
    : 'None yet. It would go on from its start, which is always kept: request, strategy, data versions and seed.';

const ATTEMPTS: readonly PlainColumn<Attempt>[] = [
  { label: 'No.', show: (one) => count(one.number) },
  {
    label: 'Began',
    show: (one) => (one.startedAt === null ? one.end === null ? 'not yet' : 'never' : <TimeAgo at={one.startedAt} />),
  },
  {
    label: 'From',
    show: ({ fromCheckpoint, fromPercentage }) =>
      fromCheckpoint === 0 ? 'the start' : `checkpoint ${fromCheckpoint}, ${progressPercent(fromPercentage)}`,
  },
  { label: 'Worked', align: 'right', show: (one) => (one.durationMs === null ? '–' : duration(one.durationMs)) },
  { label: 'Ended', show: (one) => (one.end === null ? 'still open' : endWords(one.end)) },
];

/** How an attempt ended, in a few words. */
export function endWords(end: AttemptEnd): string {
  switch (end.outcome) {
    case 'completed':
      return 'Completed';
    case 'failed':
      return `Failed: ${failureWords(end.failure.code)}`;
    case 'cancelled':
      return [reasonWords(end.reason), end.forced ? 'by force' : '', end.note ?? ''].filter(Boolean).join(', ');
  }
}

const CAUSES: Readonly<Record<CheckpointCause, string>> = {
  periodic: 'as usual',
  cancelled: 'cancelled',
  paused: 'paused',
  failed: 'failed',
  shutdown: 'Tradewind was closed',
  suspend: 'the computer went to sleep',
};

const checkpointColumns = (type: Operation['type']): readonly PlainColumn<Checkpoint>[] => [
  { label: 'No.', show: (one) => count(one.number) },
  { label: 'Written', show: (one) => <TimeAgo at={one.createdAt} /> },
  { label: 'At', show: (one) => `${checkpointPlace(type, one)} (${progressPercent(one.percentage)})` },
  { label: 'Attempt', align: 'right', show: (one) => count(one.attempt) },
  { label: 'Because', show: (one) => CAUSES[one.cause] },
  { label: 'Size', align: 'right', show: (one) => bytes(one.bytes) },
];
