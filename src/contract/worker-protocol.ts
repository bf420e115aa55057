import { z } from 'zod';
import { cancelReasonSchema } from './cancellation';
import { equitySeriesSchema, priceSeriesSchema, seriesWindowSchema } from './chart-series';
import { checkpointCauseSchema, checkpointPolicySchema } from './checkpoints';
import { failureSchema } from './failure';
import { fingerprintSchema, operationIdSchema } from './identifiers';
import { jsonValueSchema } from './json';
import { datasetSchema, symbolSchema } from './market-data';
import {
  candidateSchema,
  csvProviderSchema,
  dummyRequestSchema,
  strategySourceSchema,
  syntheticProviderSchema,
} from './requests';
import { backtestingResultSchema, operationResultSchema, trainingResultSchema } from './results';
import { timeframeSchema } from './timeframe';
import { tradeSchema } from './trades';
import { workerKindSchema } from './workers';

/** Raised when a message changes its meaning; a worker of another version is refused at `hello`. */
export const WORKER_PROTOCOL_VERSION = 2;

/** Where a pinned dataset version lies on disk. */
const datasetFileSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  path: z.string(),
  symbol: symbolSchema,
  timeframe: timeframeSchema,
});
export type DatasetFile = z.infer<typeof datasetFileSchema>;

/** Half-open range of bar start times in milliseconds since the epoch; null: open on that side. */
const barRangeSchema = z.strictObject({ from: z.number().nullable(), before: z.number().nullable() });
export type BarRange = z.infer<typeof barRangeSchema>;

/** Everything a worker needs to do one operation, resolved by main: no names left to look up, no file to guess. */
export const jobSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('training'),
    /** The effective strategy, as the engine's `Strategy` in JSON form; validated again by the worker. */
    strategy: jsonValueSchema,
    dataset: datasetFileSchema,
    range: barRangeSchema,
    seed: z.number().int(),
    artifactsFolder: z.string(),
  }),
  z.strictObject({
    type: z.literal('backtesting'),
    strategy: jsonValueSchema,
    dataset: datasetFileSchema,
    /** Null: the test part of the model. */
    range: barRangeSchema.nullable(),
    modelPath: z.string(),
    modelOperationId: operationIdSchema,
    initialCapital: z.number(),
    commission: z.number(),
    slippage: z.number(),
    artifactsFolder: z.string(),
  }),
  z.strictObject({
    type: z.literal('data_load'),
    symbol: symbolSchema,
    timeframe: timeframeSchema,
    source: z.discriminatedUnion('provider', [csvProviderSchema, syntheticProviderSchema]),
    /** The newest version that is there, to which a tail or backfill is added; null when there is none. */
    current: datasetFileSchema.nullable(),
    marketDataFolder: z.string(),
    /** Moment that counts as now, so that a run can be repeated. */
    now: z.number(),
  }),
  dummyRequestSchema,
  z.strictObject({
    type: z.literal('agent_design'),
    strategy: jsonValueSchema,
    /** What the strategy was read from, so that variants can be tried against the file. */
    source: strategySourceSchema,
    overrides: z.array(z.string()),
    dataset: datasetFileSchema,
    range: barRangeSchema,
    seed: z.number().int(),
    variants: z.number().int().min(1),
  }),
  z.strictObject({
    type: z.literal('agent_assessment'),
    candidates: z.array(
      z.strictObject({
        ...candidateSchema.shape,
        training: trainingResultSchema,
        /** Training loss of the first and of the last epoch. */
        firstTrainLoss: z.number(),
        lastTrainLoss: z.number(),
        backtesting: backtestingResultSchema.nullable(),
      }),
    ),
  }),
]);
export type JobSpec = z.infer<typeof jobSpecSchema>;
export type JobType = JobSpec['type'];
export type JobSpecOf<T extends JobType> = Extract<JobSpec, { type: T }>;

/** A file the worker wrote (temporary name, synced, renamed) before it said so. Names are content hashes. */
export const artifactSchema = z.strictObject({
  role: z.enum(['model', 'equity', 'signals', 'dataset']),
  path: z.string(),
  sha256: z.string(),
  bytes: z.number().int().min(0),
});
export type Artifact = z.infer<typeof artifactSchema>;

/** What a finished job hands over; main stores all of it in one transaction. */
export const jobOutcomeSchema = z.strictObject({
  result: operationResultSchema,
  artifacts: z.array(artifactSchema),
  trades: z.array(tradeSchema),
  /** The dataset version an import made. */
  dataset: datasetSchema.nullable(),
  warnings: z.array(z.string()),
});
export type JobOutcome = z.infer<typeof jobOutcomeSchema>;

/** The counters of a running job as the bridge holds them; main turns them into words and percent. */
export const jobSnapshotSchema = z.strictObject({
  /** Grows with every change of the bridge. */
  seq: z.number().int().min(0),
  /** Milliseconds since the epoch at which the job wrote it. */
  at: z.number(),
  phase: z.number().int().min(0),
  /** Units of the phase that are done, and how many there are. */
  current: z.number(),
  total: z.number(),
  /** Parts that are done of the unit being worked on; 0 of 0 when there are none. */
  innerCurrent: z.number(),
  innerTotal: z.number(),
});
export type JobSnapshot = z.infer<typeof jobSnapshotSchema>;

/**
 * Metric rows as columns: row i has kind `kinds[i]` (index into METRIC_KINDS) and `width` values from
 * `values[i * width]` on, of which its kind uses the first ones. Their seq starts at `firstSeq`, without holes.
 */
export const metricBatchSchema = z.strictObject({
  firstSeq: z.number().int().min(0),
  kinds: z.instanceof(Int32Array),
  width: z.number().int().min(1),
  values: z.instanceof(Float64Array),
  at: z.instanceof(Float64Array),
  durationMs: z.instanceof(Float64Array),
});
export type MetricBatch = z.infer<typeof metricBatchSchema>;

/** Questions a data worker answers beside its job. */
export const workerQuestionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('price_series'), dataset: datasetFileSchema, window: seriesWindowSchema }),
  z.strictObject({ ask: z.literal('equity_series'), path: z.string(), window: seriesWindowSchema }),
  /** Every point, undecimated. */
  z.strictObject({ ask: z.literal('equity_points'), path: z.string() }),
]);
export type WorkerQuestion = z.infer<typeof workerQuestionSchema>;

export const workerAnswerSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('price_series'), series: priceSeriesSchema }),
  z.strictObject({ ask: z.literal('equity_series'), series: equitySeriesSchema }),
  z.strictObject({
    ask: z.literal('equity_points'),
    time: z.instanceof(Float64Array),
    equity: z.instanceof(Float64Array),
  }),
]);
export type WorkerAnswer = z.infer<typeof workerAnswerSchema>;

/** A checkpoint file that is on disk, synced, and was read back; main adds what only it knows. */
export const writtenCheckpointSchema = z.strictObject({
  cause: checkpointCauseSchema,
  createdAt: z.iso.datetime(),
  units: z.number().int().min(0),
  /** The metric row that comes next after it; all rows before were sent before this message. */
  nextMetricSeq: z.number().int().min(0),
  /** The counters at that moment. */
  snapshot: jobSnapshotSchema,
  path: z.string(),
  sha256: z.string(),
  bytes: z.number().int().min(0),
});
export type WrittenCheckpoint = z.infer<typeof writtenCheckpointSchema>;

/** How an attempt begins and what it leaves for the next one. */
export const jobStartSchema = z.strictObject({
  /** The checkpoint to go on from; null: from the start. */
  resumeFrom: z.strictObject({ path: z.string(), sha256: z.string() }).nullable(),
  /** Seq of the attempt's first metric row. */
  firstMetricSeq: z.number().int().min(0),
  checkpointsFolder: z.string(),
  policy: checkpointPolicySchema,
});
export type JobStart = z.infer<typeof jobStartSchema>;

const requestId = z.number().int().min(1);

export const mainToWorkerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    operationId: operationIdSchema,
    job: jobSpecSchema,
    start: jobStartSchema,
  }),
  /** Asks for a checkpoint as soon as the job can; it works on. */
  z.strictObject({ kind: z.literal('checkpoint'), operationId: operationIdSchema, cause: checkpointCauseSchema }),
  /** Rung 1 of the ladder: raise the flag (and interrupt what the load phase waits for). */
  z.strictObject({ kind: z.literal('cancel'), operationId: operationIdSchema, reason: cancelReasonSchema }),
  /** Rung 2: end the compute thread. */
  z.strictObject({ kind: z.literal('terminate'), operationId: operationIdSchema }),
  z.strictObject({ kind: z.literal('snapshot'), requestId, operationId: operationIdSchema }),
  /** Asks again for metric rows from a cursor on, after a gap was noticed. */
  z.strictObject({
    kind: z.literal('metrics'),
    requestId,
    operationId: operationIdSchema,
    cursor: z.number().int().min(0),
  }),
  z.strictObject({ kind: z.literal('question'), requestId, question: workerQuestionSchema }),
  z.strictObject({ kind: z.literal('exit') }),
]);
export type MainToWorker = z.infer<typeof mainToWorkerSchema>;

export const workerToMainSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hello'),
    workerId: z.string(),
    workerKind: workerKindSchema,
    pid: z.number().int(),
    protocolVersion: z.number().int(),
    engineVersion: z.string(),
  }),
  z.strictObject({
    kind: z.literal('heartbeat'),
    operationId: operationIdSchema.nullable(),
    memoryBytes: z.number(),
    loopLagMs: z.number(),
    /** Milliseconds since the job last reported, and within how many it should; both null while none runs. */
    reportAgeMs: z.number().nullable(),
    reportDueMs: z.number().nullable(),
  }),
  /** The job was taken on; nothing of it was computed before this message. */
  z.strictObject({ kind: z.literal('started'), operationId: operationIdSchema }),
  z.strictObject({ kind: z.literal('progress'), operationId: operationIdSchema, snapshot: jobSnapshotSchema }),
  z.strictObject({ kind: z.literal('metrics'), operationId: operationIdSchema, batch: metricBatchSchema }),
  /** Sent after the metric rows before it, and before the terminal message of the attempt it belongs to. */
  z.strictObject({
    kind: z.literal('checkpoint'),
    operationId: operationIdSchema,
    checkpoint: writtenCheckpointSchema,
  }),
  /** A checkpoint could not be written, the disk is full for instance; the job goes on without. */
  z.strictObject({ kind: z.literal('checkpointFailed'), operationId: operationIdSchema, failure: failureSchema }),
  /** Terminal messages: exactly one per started operation, after its last metrics. */
  z.strictObject({ kind: z.literal('completed'), operationId: operationIdSchema, outcome: jobOutcomeSchema }),
  z.strictObject({
    kind: z.literal('cancelled'),
    operationId: operationIdSchema,
    /** True when the thread was terminated. */
    forced: z.boolean(),
    warnings: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    operationId: operationIdSchema,
    failure: failureSchema,
    warnings: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('snapshotReply'), requestId, snapshot: jobSnapshotSchema.nullable() }),
  z.strictObject({ kind: z.literal('metricsReply'), requestId, batch: metricBatchSchema.nullable() }),
  z.strictObject({ kind: z.literal('answer'), requestId, answer: workerAnswerSchema }),
  z.strictObject({ kind: z.literal('refusal'), requestId, failure: failureSchema }),
]);
export type WorkerToMain = z.infer<typeof workerToMainSchema>;
