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

/** How a strategy is run: the choices that a training and all that is built on it share. */
const strategyRun = {
  strategy: strategySourceSchema,
  /** Null: what the strategy says. */
  symbol: symbolSchema.nullable().default(null),
  timeframe: timeframeSchema.nullable().default(null),
  startDate: dateInputSchema.nullable().default(null),
  endDate: dateInputSchema.nullable().default(null),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  /** `key.path=value`, each checked like a key of the file. */
  overrides: z.array(z.string()).default([]),
};

export const trainingRequestSchema = z.strictObject({ type: z.literal('training'), ...strategyRun });

/** Capital and costs of a backtest. */
const account = {
  initialCapital: z.number().positive().max(1e12).default(100_000),
  /** Fractions of the traded value, each side. */
  commission: z.number().min(0).max(0.5).default(0.001),
  slippage: z.number().min(0).max(0.5).default(0.0005),
};

export const backtestingRequestSchema = z.strictObject({
  type: z.literal('backtesting'),
  /** Null: the snapshot the model was trained with. */
  strategy: strategySourceSchema.nullable().default(null),
  modelOperationId: operationIdSchema,
  /** Without dates: the test part of the model. */
  startDate: dateInputSchema.nullable().default(null),
  endDate: dateInputSchema.nullable().default(null),
  ...account,
});

/** How many variants of a strategy a research tries; the first is the strategy as it stands. */
const variants = z.number().int().min(1).max(16).default(1);

export const designRequestSchema = z.strictObject({ type: z.literal('agent_design'), ...strategyRun, variants });

/** Design, training, backtest and assessment of a strategy and its variants, as one operation with children. */
export const researchRequestSchema = z.strictObject({
  type: z.literal('agent_research'),
  ...strategyRun,
  variants,
  ...account,
});

/** One variant as a research leaves it to be assessed. */
export const candidateSchema = z.strictObject({
  variant: z.number().int().min(1),
  trainingOperationId: operationIdSchema,
  /** Null when the training did not pass its gate. */
  backtestingOperationId: operationIdSchema.nullable(),
});

export const assessmentRequestSchema = z.strictObject({
  type: z.literal('agent_assessment'),
  title: z.string(),
  candidates: z.array(candidateSchema).min(1).max(16),
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
  researchRequestSchema,
  designRequestSchema,
  assessmentRequestSchema,
]);
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;
export type BacktestingRequest = z.infer<typeof backtestingRequestSchema>;
export type DataLoadRequest = z.infer<typeof dataLoadRequestSchema>;
export type DummyRequest = z.infer<typeof dummyRequestSchema>;
export type ResearchRequest = z.infer<typeof researchRequestSchema>;
export type DesignRequest = z.infer<typeof designRequestSchema>;
export type AssessmentRequest = z.infer<typeof assessmentRequestSchema>;
export type Candidate = z.infer<typeof candidateSchema>;
export type OperationRequest = z.infer<typeof operationRequestSchema>;
/** The types a request can be for. */
export type RequestType = OperationRequest['type'];
/** What may be changed when an operation is run again; what is absent stays as it was. */
export const runChangesSchema = z.strictObject({
  seed: z.number().int().min(0).max(0xffff_ffff).optional(),
  startDate: dateInputSchema.nullable().optional(),
  endDate: dateInputSchema.nullable().optional(),
  /** Added to those the operation had. */
  overrides: z.array(z.string()).optional(),
  initialCapital: account.initialCapital.unwrap().optional(),
  commission: account.commission.unwrap().optional(),
  slippage: account.slippage.unwrap().optional(),
});
export type RunChanges = z.infer<typeof runChangesSchema>;
