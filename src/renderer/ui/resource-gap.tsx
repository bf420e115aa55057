import { Button } from '@mantine/core';
import type { Failure } from '../../contract/failure';
import { FailureCard } from './failure-card';
import classes from './resource-gap.module.css';

interface ResourceGapProps {
  readonly failure: Failure | null;
  readonly onRetry: () => void;
}

/** In place of a list that is not there: it could not be read, or is still on its way. */
export function ResourceGap({ failure, onRetry }: ResourceGapProps) {
  if (failure === null) {
    return (
      <div role="status" aria-label="Reading">
        <div className={classes['waiting']} />
        <div className={classes['waiting']} />
      </div>
    );
  }
  return (
    <div className={classes['failed']}>
      <FailureCard failure={failure}>
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </FailureCard>
    </div>
  );
}
