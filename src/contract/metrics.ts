import { z } from 'zod';

/** One stored row of an operation's metrics. `at` and `durationMs` are wall-clock and outside every hash. */
export const metricRowSchema = z.strictObject({
  /** From 0, without holes, per operation. */
  seq: z.number().int().min(0),
  kind: z.string(),
  at: z.iso.datetime(),
  durationMs: z.number().min(0),
  /** A figure that is not a number (NaN, ±Infinity) is null. */
  data: z.record(z.string(), z.number().nullable()),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

/** Rows from a cursor on, and the cursor to ask with next. */
export const metricPageSchema = z.strictObject({ metrics: z.array(metricRowSchema), cursor: z.number().int().min(0) });
export type MetricPage = z.infer<typeof metricPageSchema>;
