import { Group, Text } from '@mantine/core';
import type { Operation, OperationOf } from '../../contract/operation';
import { progressPercent } from '../format/figure';
import { ageWords, resumePlace } from '../operations/checkpoint-words';
import { REASON_ADVICE } from '../operations/failure-advice';
import { FailureCard } from '../ui/failure-card';
import { Notice } from '../ui/notice';
import { useNow } from '../ui/use-now';
import { NextSteps } from './next-steps';
import classes from './outcome-notices.module.css';
import { RepeatNotices } from './repeat-notices';
import { SilenceNotice } from './silence-notice';

/** Why it failed, stopped or is silent and what to do, and what it wants to be known. */
export function OutcomeNotices({ operation }: { readonly operation: Operation }) {
  const isSilent = operation.status === 'running' && operation.unresponsiveSince !== null;
  const isStopped = operation.status === 'failed' || operation.status === 'cancelled';
  const isRepeat = operation.origin !== null || operation.status === 'completed';
  if (!isSilent && !isStopped && !isRepeat && operation.warnings.length === 0) return null;
  return (
    <div className={classes['notices']}>
      {isSilent ? <SilenceNotice operation={operation} /> : null}
      {operation.status === 'failed' ? (
        <FailureCard failure={operation.failure}>
          <NextSteps operation={operation} />
        </FailureCard>
      ) : null}
      {operation.status === 'cancelled' ? <StopNotice operation={operation} /> : null}
      <RepeatNotices operation={operation} />
      {operation.warnings.length > 0 ? (
        <Notice
          title={operation.warnings.length === 1 ? 'One thing to know' : `${operation.warnings.length} things to know`}
        >
          <ul>
            {operation.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}

/** Stopped on purpose: why, how far it is, and how it goes on. */
function StopNotice({ operation }: { readonly operation: OperationOf<'cancelled'> }) {
  const { title, meaning } = REASON_ADVICE[operation.reason];
  const place = resumePlace(operation);
  const now = useNow(15_000);
  return (
    <Notice tone="plain" title={`${title} at ${progressPercent(operation.progress.percentage)}`}>
      <Text size="sm">
        {operation.startedAt === null ? 'It had not begun yet. ' : ''}
        {meaning}
        {operation.checkpoint === null || place === null
          ? ''
          : ` Kept: ${place}, ${ageWords(operation.checkpoint.createdAt, now)}.`}
        {operation.forced ? ' It did not stop by itself, so its thread was ended.' : ''}
        {operation.note === null ? '' : ` Note: ${operation.note}`}
      </Text>
      <Group gap="xs" mt="xs">
        <NextSteps operation={operation} />
      </Group>
    </Notice>
  );
}
