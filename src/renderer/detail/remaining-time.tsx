import { Tooltip } from '@mantine/core';
import type { EstimateAccuracy } from '../../contract/estimates';
import type { OperationType } from '../../contract/operation-type';
import type { OperationProgress } from '../../contract/progress';
import { useAnswer } from '../app/use-answer';
import { remainingTime } from '../format/duration';
import { count, percent } from '../format/figure';
import classes from './progress-panel.module.css';

interface RemainingTimeProps {
  readonly type: OperationType;
  readonly remaining: NonNullable<OperationProgress['remaining']>;
}

/** The rest as a range in words; on hover and focus, how far off such estimates were so far. */
export function RemainingTime({ type, remaining }: RemainingTimeProps) {
  const { value: accuracy } = useAnswer('estimates:accuracy', type);
  return (
    <Tooltip label={accuracyWords(accuracy)} maw={300} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={classes['remaining']}>
        {remainingTime(remaining)} left
      </button>
    </Tooltip>
  );
}

/** `The estimates of the last 20 of its kind were off by 11 % (median).` */
export function accuracyWords(accuracy: EstimateAccuracy | null): string {
  if (accuracy === null || accuracy.medianError === null || accuracy.operations === 0) {
    return 'How good such estimates are is known once one of its kind has completed.';
  }
  const { operations, medianError } = accuracy;
  const of = operations === 1 ? 'The estimates of the last one' : `The estimates of the last ${count(operations)}`;
  return `${of} of its kind were off by ${percent(medianError)} (median).`;
}
