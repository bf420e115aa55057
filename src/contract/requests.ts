import { z } from 'zod';
import { operationIdSchema } from './identifiers';
import { dateInputSchema, symbolSchema } from './market-data';
import { timeframeSchema } from './timeframe';

/** A strategy as it stood when the operation was asked for; `fileName` is only for messages. */
export const strategySourceSchema = z.strictObject({
  fileName: z.string().min(1),
  text: z.string().max(1_000_000),
});
export type StrategySource = z.infer<typeof strategySourceSchema>;

export const trainingRequestSchema = z.strictObject({
  type: z.literal('training'),
  strategy: strategySourceSchema,
  /** Null: what the strategy says. */
  symbol: symbolSchema.nullable().default(null),
  timeframe: timeframeSchema.nullable().default(null),
  startDate: dateInputSchema.nullable().default(null),
  endDate: dateInputSchema.nullable().default(null),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  /** `key.path=value`, each checked like a key of the file. */
  overrides: z.array(z.string()).default([]),
});

export const backtestingRequestSchema = z.strictObject({
  type: z.literal('backtesting'),
  /** Null: the snapshot the model was trained with. */
  strategy: strategySourceSchema.nullable().default(null),
  modelOperationId: operationIdSchema,
  /** Without dates: the test part of the model. */
  startDate: dateInputSchema.nullable().default(null),
  endDate: dateInputSchema.nullable().default(null),
  initialCapital: z.number().positive().max(1e12).default(100_000),
  /** Fractions of the traded value, each side. */
  commission: z.number().min(0).max(0.5).default(0.001),
  slippage: z.number().min(0).max(0.5).default(0.0005),
});

export const csvProviderSchema = z.strictObject({ provider: z.literal('csv'), path: z.string().min(1) });

export const syntheticProviderSchema = z.strictObject({
  provider: z.literal('synthetic'),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  mode: z.enum(['tail', 'backfill', 'full']).default('full'),
  startDate: dateInputSchema,
  endDate: dateInputSchema,
  /** Milliseconds each fetched segment takes. */
  delayMs: z.number().min(0).max(60_000).default(0),
  /** Share of bars left out, 0 to 1. */
  gapShare: z.number().min(0).max(1).default(0),
  /** Zero-based fetch attempts that fail. */
  failingAttempts: z.array(z.number().int().min(0)).default([]),
});

export const dataLoadRequestSchema = z.strictObject({
  type: z.literal('data_load'),
  symbol: symbolSchema,
  timeframe: timeframeSchema,
  source: z.discriminatedUnion('provider', [csvProviderSchema, syntheticProviderSchema]),
});

export const dummyRequestSchema = z.strictObject({
  type: z.literal('dummy'),
  steps: z.number().int().min(1).max(1_000_000).default(100),
  seconds: z.number().min(0).max(86_400).default(10),
  /** Fails once this percentage is reached. */
  failAt: z.number().min(0).max(100).nullable().default(null),
  ignoreCancel: z.boolean().default(false),
});

export const operationRequestSchema = z.discriminatedUnion('type', [
  trainingRequestSchema,
  backtestingRequestSchema,
  dataLoadRequestSchema,
  dummyRequestSchema,
]);
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;
export type BacktestingRequest = z.infer<typeof backtestingRequestSchema>;
export type DataLoadRequest = z.infer<typeof dataLoadRequestSchema>;
export type DummyRequest = z.infer<typeof dummyRequestSchema>;
export type OperationRequest = z.infer<typeof operationRequestSchema>;
/** The types a person can start today. */
export type StartableType = OperationRequest['type'];
