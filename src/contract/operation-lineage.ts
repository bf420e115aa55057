import { z } from 'zod';
import { hashComparisonSchema } from './hash-comparison';
import { operationIdSchema } from './identifiers';

/** Why an operation exists when it repeats another one. */
export const operationOriginSchema = z.strictObject({
  /** `retry`: run again, perhaps with changes; `verify`: run again to compare hashes. */
  kind: z.enum(['retry', 'verify']),
  operationId: operationIdSchema,
});
export type OperationOrigin = z.infer<typeof operationOriginSchema>;

/** A later run of an operation, and what its hashes say when both have completed and nothing was changed. */
export const repeatedRunSchema = z.strictObject({
  operationId: operationIdSchema,
  kind: z.enum(['retry', 'verify']),
  comparison: hashComparisonSchema.nullable(),
});
export type RepeatedRun = z.infer<typeof repeatedRunSchema>;
