import { z } from 'zod';
import { operationTypeSchema } from './operation-type';

/** Progress, in percent, at which a running attempt notes what it would have answered to "when is it done?". */
export const ESTIMATE_POINTS = [10, 25, 50, 75] as const;

/** How far off past estimates of one type of operation were. */
export const estimateAccuracySchema = z.strictObject({
  type: operationTypeSchema,
  /** Completed operations that count, at most 20. */
  operations: z.number().int().min(0),
  /** Median of |estimated − actual| / actual total time over all their noted estimates, as a fraction; null: none yet. */
  medianError: z.number().min(0).nullable(),
});
export type EstimateAccuracy = z.infer<typeof estimateAccuracySchema>;
