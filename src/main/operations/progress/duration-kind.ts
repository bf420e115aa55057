import type { OperationMetadata } from '../../../contract/operation';
import type { OperationType } from '../../../contract/operation-type';
import { sizeOf } from './time-estimation-engine';

/** Parameters that stretch an operation in proportion; only equal ones may be compared. */
const STRETCHING_PARAMETERS: Partial<Record<OperationType, readonly string[]>> = {
  training: ['training.epochs'],
  dummy: ['steps', 'seconds'],
};

/**
 * Which operations' durations tell something about each other: same type, same size of data, same length.
 * `dataPoints` is the number of bars of the pinned datasets, null when there are none.
 */
export function durationKindOf(type: OperationType, metadata: OperationMetadata, dataPoints: number | null): string {
  const stretching = (STRETCHING_PARAMETERS[type] ?? []).flatMap((key) => {
    const value = metadata.parameters[key];
    return value === undefined ? [] : [`${key}:${value}`];
  });
  return [type, ...(dataPoints === null ? [] : [`size:${sizeOf(dataPoints)}`]), ...stretching].join('|');
}
