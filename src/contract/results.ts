import { z } from 'zod';
import { fingerprintSchema, operationIdSchema } from './identifiers';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const figure = z.number().nullable();
const timeRange = z.strictObject({ start: z.iso.datetime(), end: z.iso.datetime(), bars: z.number().int().min(0) });
export type TimeRange = z.infer<typeof timeRange>;

const classFigures = z.strictObject({ buy: z.number(), hold: z.number(), sell: z.number() });

export const trainingResultSchema = z.strictObject({
  type: z.literal('training'),
  /** Epochs run; fewer than asked for when training stopped early. */
  epochs: z.number().int().min(1),
  /** From 0; the losses beside it are those of this epoch. */
  bestEpoch: z.number().int().min(0),
  stoppedEarly: z.boolean(),
  trainLoss: z.number(),
  validationLoss: z.number(),
  trainAccuracy: z.number(),
  validationAccuracy: z.number(),
  testLoss: z.number(),
  testAccuracy: z.number(),
  /** Weighted by class frequency, on the test part. */
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  /** Rows: true class, columns: predicted class, order buy, hold, sell; on the test part. */
  confusion: z.array(z.array(z.number().int().min(0))),
  /** Count of trainable weights. */
  parameters: z.number().int().min(1),
  features: z.array(z.string()),
  /** Rows of each class over all labelled rows. */
  classes: classFigures,
  trainRange: timeRange,
  validationRange: timeRange,
  testRange: timeRange,
  modelHash: hash,
  metricsHash: hash,
  engineVersion: z.string(),
});
export type TrainingResult = z.infer<typeof trainingResultSchema>;

/** Statistics are null where they are not defined (for instance the profit factor without a losing trade). */
export const backtestingResultSchema = z.strictObject({
  type: z.literal('backtesting'),
  modelOperationId: operationIdSchema,
  initialCapital: z.number(),
  finalEquity: z.number(),
  totalReturn: z.number(),
  annualisedReturn: figure,
  volatility: figure,
  sharpe: figure,
  sortino: figure,
  calmar: figure,
  /** Positive fraction from the running peak over the equity points. */
  maxDrawdown: z.number().min(0),
  winRate: figure,
  profitFactor: figure,
  averageWin: figure,
  averageLoss: figure,
  averageHoldHours: figure,
  /** Share of bars with an open position. */
  exposure: z.number(),
  buyAndHoldReturn: z.number(),
  trades: z.number().int().min(0),
  bars: z.number().int().min(1),
  periodsPerYear: z.number(),
  /** True when the range touches bars the model was trained or validated on. */
  inSample: z.boolean(),
  range: timeRange,
  tradesHash: hash,
  equityHash: hash,
  engineVersion: z.string(),
});
export type BacktestingResult = z.infer<typeof backtestingResultSchema>;

export const dataLoadResultSchema = z.strictObject({
  type: z.literal('data_load'),
  fingerprint: fingerprintSchema,
  bars: z.number().int().min(1),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  ignoredColumns: z.array(z.string()),
  /** False when exactly this data was there before. */
  isNew: z.boolean(),
});
export type DataLoadResult = z.infer<typeof dataLoadResultSchema>;

export const dummyResultSchema = z.strictObject({ type: z.literal('dummy'), steps: z.number().int().min(1) });
export type DummyResult = z.infer<typeof dummyResultSchema>;

/** One variant a design proposes: the strategy with these settings laid over it. The first has none. */
export const variantSchema = z.strictObject({
  /** From 1. */
  variant: z.number().int().min(1),
  seed: z.number().int().min(0).max(0xffff_ffff),
  overrides: z.array(z.string()),
  /** What is different, in words; empty for the strategy as it stands. */
  changes: z.array(z.string()),
});
export type Variant = z.infer<typeof variantSchema>;

/** What a strategy would learn from, found out before it learns. */
export const agentDesignResultSchema = z.strictObject({
  type: z.literal('agent_design'),
  features: z.array(z.string()),
  bars: z.number().int().min(1),
  /** Bars with a value for every feature and a label. */
  usableRows: z.number().int().min(0),
  range: timeRange,
  /** Labelled rows of each class in the training part and in all. */
  trainClasses: classFigures,
  classes: classFigures,
  variants: z.array(variantSchema).min(1),
  /** SHA-256 over features, labels and variants. */
  designHash: hash,
  engineVersion: z.string(),
});
export type AgentDesignResult = z.infer<typeof agentDesignResultSchema>;

/** One condition a variant had to meet. */
export const gateSchema = z.strictObject({
  /** `training` or `backtest`. */
  stage: z.enum(['training', 'backtest']),
  id: z.string(),
  label: z.string(),
  value: figure,
  /** What it was held against. */
  limit: z.number(),
  passed: z.boolean(),
  /** One plain sentence with the figures. */
  reason: z.string(),
});
export type Gate = z.infer<typeof gateSchema>;

export const VERDICTS = ['strong', 'promising', 'weak', 'rejected'] as const;
export const candidateVerdictSchema = z.strictObject({
  variant: z.number().int().min(1),
  trainingOperationId: operationIdSchema,
  backtestingOperationId: operationIdSchema.nullable(),
  verdict: z.enum(VERDICTS),
  /** In the order they were looked at; the first that failed decides. */
  gates: z.array(gateSchema),
  /** Why this verdict, in plain sentences. */
  reasons: z.array(z.string()),
});
export type CandidateVerdict = z.infer<typeof candidateVerdictSchema>;

export const agentAssessmentResultSchema = z.strictObject({
  type: z.literal('agent_assessment'),
  candidates: z.array(candidateVerdictSchema).min(1),
  /** The best variant; null when all were rejected. */
  best: z.number().int().min(1).nullable(),
  summary: z.string(),
  /** SHA-256 over candidates and summary, ids of operations left out. */
  assessmentHash: hash,
  engineVersion: z.string(),
});
export type AgentAssessmentResult = z.infer<typeof agentAssessmentResultSchema>;

/** A research as a whole: the words of its assessment and where the rest is found. */
export const agentResearchResultSchema = z.strictObject({
  type: z.literal('agent_research'),
  verdict: z.enum(VERDICTS),
  best: z.number().int().min(1).nullable(),
  bestTrainingOperationId: operationIdSchema.nullable(),
  bestBacktestingOperationId: operationIdSchema.nullable(),
  summary: z.string(),
  variants: z.number().int().min(1),
});
export type AgentResearchResult = z.infer<typeof agentResearchResultSchema>;

export const operationResultSchema = z.discriminatedUnion('type', [
  trainingResultSchema,
  backtestingResultSchema,
  dataLoadResultSchema,
  dummyResultSchema,
  agentDesignResultSchema,
  agentAssessmentResultSchema,
  agentResearchResultSchema,
]);
export type OperationResult = z.infer<typeof operationResultSchema>;
