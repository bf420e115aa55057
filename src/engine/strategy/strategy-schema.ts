import { z } from 'zod';
import { timeframeSchema } from '../../contract/timeframe';
import { ACTIVATIONS, MEMBERSHIP_SHAPES, PRICE_SOURCES, type Strategy } from './strategy';

const positiveInteger = z.number().int().min(1);
const share = z.number().min(0).max(1);

const labels = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('zigzag'), threshold: z.number().positive() }),
  z.strictObject({
    source: z.literal('context'),
    horizon: positiveInteger,
    bullishThreshold: z.number(),
    bearishThreshold: z.number(),
  }),
]);

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fuzzy'), fuzzySet: z.string(), timeframes: z.array(timeframeSchema) }),
  z.strictObject({
    kind: z.literal('raw'),
    indicator: z.string(),
    output: z.string(),
    timeframes: z.array(timeframeSchema),
    normalization: z.enum(['none', 'minmax', 'zscore']),
  }),
]);

/**
 * The JSON form of a {@link Strategy} as it crosses to a worker. It checks shapes only: what a file may say is the
 * business of `parseStrategy`, which made it.
 */
export const strategySchema: z.ZodType<Strategy> = z.strictObject({
  name: z.string(),
  version: z.string(),
  description: z.string().nullable(),
  trainingData: z.strictObject({
    symbols: z.array(z.string()).min(1),
    timeframes: z.array(timeframeSchema).min(1),
    baseTimeframe: timeframeSchema,
    historyRequired: z.number().int().min(0),
    startDate: z.string().nullable(),
    endDate: z.string().nullable(),
  }),
  indicators: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      parameters: z.record(z.string(), z.number()),
      source: z.enum(PRICE_SOURCES),
    }),
  ),
  fuzzySets: z.array(
    z.strictObject({
      id: z.string(),
      indicator: z.string(),
      output: z.string(),
      memberships: z.array(
        z.strictObject({ name: z.string(), shape: z.enum(MEMBERSHIP_SHAPES), parameters: z.array(z.number()) }),
      ),
    }),
  ),
  inputs: z.array(input).min(1),
  model: z.strictObject({
    type: z.literal('mlp'),
    hiddenLayers: z.array(positiveInteger),
    activation: z.enum(ACTIVATIONS),
    dropout: z.number().min(0).lt(1),
  }),
  decisions: z.strictObject({
    outputFormat: z.literal('classification'),
    confidenceThreshold: share,
    positionAwareness: z.boolean(),
    allowShortFromFlat: z.boolean(),
    minSignalSeparationHours: z.number().min(0),
  }),
  training: z.strictObject({
    labels,
    epochs: positiveInteger,
    batchSize: positiveInteger,
    learningRate: z.number().positive(),
    weightDecay: z.number().min(0),
    gradientClip: z.number().positive().nullable(),
    split: z.strictObject({ train: share, validation: share, test: share }),
    earlyStopping: z.strictObject({ patience: positiveInteger, minDelta: z.number().min(0) }).nullable(),
  }),
});
