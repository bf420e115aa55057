import { Button, Text } from '@mantine/core';
import type { Operation } from '../../contract/operation';
import { progressPercent } from '../format/figure';
import { ACTION_LOOKS } from '../operations/action-look';
import { actionsOf } from '../operations/operation-actions';
import { reasonWords } from '../operations/operation-words';
import { useOperationActions } from '../operations/use-operation-actions';
import { FailureCard } from '../ui/failure-card';
import { Notice } from '../ui/notice';
import classes from './outcome-notices.module.css';

/** Why it failed or stopped and what to do, and what it wants to be known. */
export function OutcomeNotices({ operation }: { readonly operation: Operation }) {
  const { perform } = useOperationActions();
  const hasNotice = operation.status === 'failed' || operation.status === 'cancelled' || operation.warnings.length > 0;
  if (!hasNotice) return null;
  return (
    <div className={classes['notices']}>
      {operation.status === 'failed' ? (
        <FailureCard failure={operation.failure}>
          {actionsOf(operation)
            .filter((action) => action !== 'delete')
            .map((action) => {
              const look = ACTION_LOOKS[action];
              return (
                <Button
                  key={action}
                  size="compact-sm"
                  variant="default"
                  leftSection={<look.icon size={14} stroke={1.75} />}
                  onClick={() => perform(action, operation)}
                >
                  {look.label}
                </Button>
              );
            })}
        </FailureCard>
      ) : null}
      {operation.status === 'cancelled' ? (
        <Notice title={reasonWords(operation.reason)}>
          <Text size="sm">
            {operation.startedAt === null
              ? 'It was stopped before it began.'
              : `It was stopped at ${progressPercent(operation.progress.percentage)}. What it had reported until then is kept.`}
            {operation.forced ? ' It did not stop by itself, so its thread was ended.' : ''}
            {operation.note === null ? '' : ` Note: ${operation.note}`}
          </Text>
        </Notice>
      ) : null}
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
