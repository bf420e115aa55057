import { z } from 'zod';
import { operationIdSchema } from './identifiers';
import { operationSchema } from './operation';
import { operationStatusSchema } from './operation-status';
import { operationTypeSchema } from './operation-type';

/** All given conditions hold together; null or an empty list means no condition. */
export const operationFilterSchema = z.strictObject({
  statuses: z.array(operationStatusSchema).default([]),
  types: z.array(operationTypeSchema).default([]),
  symbol: z.string().nullable().default(null),
  /** `without`: only operations that have no parent. */
  children: z.enum(['with', 'without']).default('with'),
  /** Created at or after / before (ISO moments). */
  createdFrom: z.iso.datetime().nullable().default(null),
  createdBefore: z.iso.datetime().nullable().default(null),
  /** Words that all occur in title, symbol, strategy, id or failure message; the last one may be a beginning. */
  text: z.string().max(200).default(''),
});
export type OperationFilter = z.infer<typeof operationFilterSchema>;

export const SORT_KEYS = ['created', 'title', 'type', 'status', 'symbol', 'duration'] as const;

export const operationQuerySchema = z.strictObject({
  filter: operationFilterSchema,
  sort: z
    .strictObject({ key: z.enum(SORT_KEYS), direction: z.enum(['ascending', 'descending']) })
    .default({ key: 'created', direction: 'descending' }),
  limit: z.number().int().min(1).max(1_000).default(100),
  offset: z.number().int().min(0).default(0),
});
export type OperationQuery = z.infer<typeof operationQuerySchema>;

export const operationPageSchema = z.strictObject({
  operations: z.array(operationSchema),
  /** Rows that pass the filter, before paging. */
  total: z.number().int().min(0),
  /** Per status, with every condition of the filter but the one on status. */
  counts: z.record(operationStatusSchema, z.number().int().min(0)),
  /** Pending, resuming and running in the whole history, whatever the filter. */
  active: z.number().int().min(0),
  /** The state of the mirror this page agrees with; pushes with a lower or equal revision are older. */
  revision: z.number().int().min(0),
});
export type OperationPage = z.infer<typeof operationPageSchema>;

export const operationIdsSchema = z.array(operationIdSchema).min(1).max(10_000);
