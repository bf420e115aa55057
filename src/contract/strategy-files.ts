import { z } from 'zod';
import { timeframeSchema } from './timeframe';

/** One thing that is wrong with (or worth knowing about) a strategy file. Lines and columns count from 1. */
export const problemSchema = z.strictObject({
  message: z.string(),
  /** Key path, e.g. `indicators.mom.period`; empty for the file as a whole. */
  path: z.string(),
  line: z.number().int().min(1).nullable(),
  column: z.number().int().min(1).nullable(),
});

export const strategyListingSchema = z.strictObject({
  fileName: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  symbol: z.string().nullable(),
  timeframe: timeframeSchema.nullable(),
  modifiedAt: z.iso.datetime(),
  /** False when the file does not validate; reading it tells why. */
  valid: z.boolean(),
  isSample: z.boolean(),
});
export type StrategyListing = z.infer<typeof strategyListingSchema>;

export const strategyFileSchema = z.strictObject({
  fileName: z.string(),
  text: z.string(),
  problems: z.array(problemSchema),
  warnings: z.array(problemSchema),
  /** Every parameter in force by key path; empty when the file does not validate. */
  parameters: z.record(z.string(), z.string()),
});
export type StrategyFile = z.infer<typeof strategyFileSchema>;
