import { z } from 'zod';
import { fingerprintSchema } from './identifiers';
import { timeframeSchema } from './timeframe';

/** 1–32 of `A–Z a–z 0–9 . _ - ^ = : /`, without `..`, not starting with `/` or `.`. */
export const symbolSchema = z
  .string()
  .regex(
    /^(?![/.])(?!.*\.\.)[A-Za-z0-9._\-^=:/]{1,32}$/,
    'A symbol has 1 to 32 of the characters A-Z a-z 0-9 . _ - ^ = : / and does not start with . or / or contain two dots in a row',
  );

/** A day or a moment; a moment without a zone is UTC. */
export const dateInputSchema = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/,
    'Expected a date such as 2019-12-31',
  );

export const datasetSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  symbol: symbolSchema,
  timeframe: timeframeSchema,
  bars: z.number().int().min(1),
  /** Start of the first and of the last bar. */
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  importedAt: z.iso.datetime(),
  /** Name of the file or provider it came from. */
  source: z.string(),
});
/** One immutable version of a symbol's bars; a symbol and timeframe point to the newest. */
export type Dataset = z.infer<typeof datasetSchema>;
