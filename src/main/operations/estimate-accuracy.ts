import type { EstimateAccuracy } from '../../contract/estimates';
import type { JudgedEstimate } from './estimates-store';

/** Median of |estimated − actual| / actual over all estimates given. */
export function accuracyOf(estimates: readonly JudgedEstimate[]): Omit<EstimateAccuracy, 'type'> {
  const errors = estimates
    .map(({ estimatedMs, actualMs }) => Math.abs(estimatedMs - actualMs) / actualMs)
    .sort((a, b) => a - b);
  const middle = Math.floor(errors.length / 2);
  const [below, above] = [errors[errors.length % 2 === 0 ? middle - 1 : middle], errors[middle]];
  return {
    operations: new Set(estimates.map(({ operationId }) => operationId)).size,
    medianError: below === undefined || above === undefined ? null : (below + above) / 2,
  };
}
