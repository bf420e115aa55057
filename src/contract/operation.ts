import { z } from 'zod';
import { cancelReasonSchema, cancelRequestSchema } from './cancellation';
import { checkpointSchema } from './checkpoints';
import { failureSchema } from './failure';
import { fingerprintSchema, operationIdSchema } from './identifiers';
import { jsonValueSchema } from './json';
import { operationOriginSchema } from './operation-lineage';
import { operationTypeSchema } from './operation-type';
import { operationProgressSchema } from './progress';
import { queuePlace } from './queue-place';
import { operationResultSchema } from './results';
import { timeframeSchema } from './timeframe';

export const operationMetadataSchema = z.strictObject({
  /** What a person calls it: the strategy's name, the file's name, `Dummy`. */
  title: z.string(),
  symbol: z.string().nullable(),
  timeframe: timeframeSchema.nullable(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  seed: z.number().int().nullable(),
  strategyName: z.string().nullable(),
  /** SHA-256 of the strategy snapshot this operation pins. */
  strategyHash: z.string().nullable(),
  /** The dataset versions it pins. */
  datasets: z.array(fingerprintSchema),
  /** The training whose model is used. */
  modelOperationId: operationIdSchema.nullable(),
  /** Every parameter in force, defaults included, by its key path. */
  parameters: z.record(z.string(), jsonValueSchema),
});
export type OperationMetadata = z.infer<typeof operationMetadataSchema>;

/** Of what pins nothing. */
export const plainMetadata = (title: string): OperationMetadata => ({
  title,
  symbol: null,
  timeframe: null,
  startDate: null,
  endDate: null,
  seed: null,
  strategyName: null,
  strategyHash: null,
  datasets: [],
  modelOperationId: null,
  parameters: {},
});

const base = {
  operationId: operationIdSchema,
  parentOperationId: operationIdSchema.nullable(),
  /** Set when it repeats another operation. */
  origin: operationOriginSchema.nullable(),
  /** Operations whose parent it is. */
  childCount: z.number().int().min(0),
  /** The attempt it is in, or was in last; from 1. */
  attempt: z.number().int().min(1),
  type: operationTypeSchema,
  createdAt: z.iso.datetime(),
  metadata: operationMetadataSchema,
  warnings: z.array(z.string()),
};
const moment = z.iso.datetime();
/** Null when it ended before it was ever started. */
const startedAt = moment.nullable();
const progress = operationProgressSchema;
/** The newest one; null: it would start from its beginning. */
const checkpoint = checkpointSchema.nullable();

export const operationSchema = z.discriminatedUnion('status', [
  z.strictObject({
    ...base,
    status: z.literal('pending'),
    ...queuePlace,
  }),
  z.strictObject({
    ...base,
    status: z.literal('resuming'),
    startedAt,
    progress,
    ...queuePlace,
    checkpoint,
  }),
  z.strictObject({
    ...base,
    status: z.literal('running'),
    startedAt: moment,
    progress,
    cancelRequested: cancelRequestSchema.nullable(),
    checkpoint,
    /** Since when nothing was heard of its work although a report was due; null while all is well. */
    unresponsiveSince: moment.nullable(),
  }),
  z.strictObject({
    ...base,
    status: z.literal('completed'),
    startedAt: moment,
    completedAt: moment,
    progress,
    result: operationResultSchema,
  }),
  z.strictObject({
    ...base,
    status: z.literal('failed'),
    startedAt,
    completedAt: moment,
    progress,
    failure: failureSchema,
    checkpoint,
  }),
  z.strictObject({
    ...base,
    status: z.literal('cancelled'),
    startedAt,
    completedAt: moment,
    progress,
    reason: cancelReasonSchema,
    checkpoint,
    note: z.string().nullable(),
    /** True when its thread or process had to be ended because it did not stop by itself. */
    forced: z.boolean(),
  }),
]);

/** One unit of long work. A union on `status`; each status carries exactly its own data. */
export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<S extends Operation['status']> = Extract<Operation, { status: S }>;
