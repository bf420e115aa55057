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

export const operationResultSchema = z.discriminatedUnion('type', [
  trainingResultSchema,
  backtestingResultSchema,
  dataLoadResultSchema,
  dummyResultSchema,
]);
export type OperationResult = z.infer<typeof operationResultSchema>;
