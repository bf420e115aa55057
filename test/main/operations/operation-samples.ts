import { type Fingerprint, fingerprintSchema, type OperationId } from '../../../src/contract/identifiers';
import type { Dataset } from '../../../src/contract/market-data';
import { metricKindIndex } from '../../../src/contract/metric-kinds';
import { type OperationMetadata, plainMetadata } from '../../../src/contract/operation';
import type { OperationRequest } from '../../../src/contract/requests';
import type { BacktestingResult, TrainingResult } from '../../../src/contract/results';
import type { Trade } from '../../../src/contract/trades';
import type {
  Artifact,
  JobOutcome,
  JobSnapshot,
  MetricBatch,
  WrittenCheckpoint,
} from '../../../src/contract/worker-protocol';

export const metadataOf = (fields: Partial<OperationMetadata> = {}): OperationMetadata => ({
  ...plainMetadata('Dummy'),
  ...fields,
});

export const snapshotOf = (seq: number, fields: Partial<JobSnapshot> = {}): JobSnapshot => ({
  seq,
  at: Date.UTC(2026, 10, 23, 10, 15),
  phase: 0,
  current: 0,
  total: 0,
  innerCurrent: 0,
  innerTotal: 0,
  ...fields,
});

export const dummyRequest: OperationRequest = {
  type: 'dummy',
  steps: 3,
  seconds: 1,
  failAt: null,
  ignoreCancel: false,
};

/** Rows of kind `step` from `firstSeq` on, one for each value. */
export function stepsOf(firstSeq: number, values: readonly number[]): MetricBatch {
  const kind = metricKindIndex('step');
  return {
    firstSeq,
    kinds: Int32Array.from(values, () => kind),
    width: 2,
    values: Float64Array.from(values.flatMap((value, index) => [firstSeq + index, value])),
    at: Float64Array.from(values, (_, index) => Date.UTC(2026, 10, 23, 10, 15) + index),
    durationMs: Float64Array.from(values, () => 1.5),
  };
}

/** A checkpoint that a worker says it wrote. */
export const writtenCheckpoint = (fields: Partial<WrittenCheckpoint> = {}): WrittenCheckpoint => ({
  cause: 'periodic',
  createdAt: '2026-11-23T10:15:00.000Z',
  units: 10,
  nextMetricSeq: 0,
  snapshot: snapshotOf(5, { phase: 1, current: 48, total: 96 }),
  path: '/profile/checkpoints/one.checkpoint',
  sha256: hashOf('f'),
  bytes: 2_048,
  ...fields,
});

export const outcomeOf = (fields: Partial<JobOutcome> = {}): JobOutcome => ({
  result: { type: 'dummy', steps: 3 },
  artifacts: [],
  trades: [],
  dataset: null,
  warnings: [],
  ...fields,
});

export const hashOf = (digit: string): string => digit.repeat(64);
export const fingerprintOf = (digit: string): Fingerprint => fingerprintSchema.parse(hashOf(digit));

export const artifactOf = (fields: Partial<Artifact> = {}): Artifact => ({
  role: 'model',
  path: '/profile/artifacts/model',
  sha256: hashOf('a'),
  bytes: 1_234,
  ...fields,
});

export const tradeOf = (fields: Partial<Trade> = {}): Trade => ({
  entryTime: '2020-01-02T00:00:00.000Z',
  exitTime: '2020-01-05T00:00:00.000Z',
  side: 'long',
  quantity: 249,
  entryPrice: 100.05,
  exitPrice: 109.945,
  entryCommission: 24.91245,
  exitCommission: 27.376305,
  grossPnl: 2_463.855,
  netPnl: 2_411.566245,
  returnFraction: 0.0968021,
  bars: 3,
  exitReason: 'signal',
  ...fields,
});

export const datasetOf = (fields: Partial<Dataset> = {}): Dataset => ({
  fingerprint: fingerprintOf('d'),
  symbol: 'SPX',
  timeframe: '1d',
  bars: 5_104,
  start: '2000-01-03T00:00:00.000Z',
  end: '2020-04-17T00:00:00.000Z',
  importedAt: '2026-11-23T10:15:00.000Z',
  source: 'sp500.csv',
  ...fields,
});

const figures = { trainLoss: 0.9, validationLoss: 0.95, trainAccuracy: 0.5, validationAccuracy: 0.48, testLoss: 0.97 };
const range = { start: '2000-01-03T00:00:00.000Z', end: '2010-01-04T00:00:00.000Z', bars: 2_500 };

export const trainingResult: TrainingResult = {
  type: 'training',
  epochs: 20,
  bestEpoch: 12,
  stoppedEarly: true,
  ...figures,
  testAccuracy: 0.47,
  precision: 0.46,
  recall: 0.45,
  f1: 0.44,
  confusion: [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
  parameters: 1_099,
  features: ['1d_momentum_low'],
  classes: { buy: 900, hold: 1_200, sell: 800 },
  trainRange: range,
  validationRange: range,
  testRange: range,
  modelHash: hashOf('a'),
  metricsHash: hashOf('b'),
  engineVersion: '1',
};

export const backtestingResult = (modelOperationId: OperationId): BacktestingResult => ({
  type: 'backtesting',
  modelOperationId,
  initialCapital: 100_000,
  finalEquity: 102_411.566245,
  totalReturn: 0.02411566245,
  annualisedReturn: 0.01,
  volatility: 0.2,
  sharpe: 0.3,
  sortino: null,
  calmar: null,
  maxDrawdown: 0.05,
  winRate: 1,
  profitFactor: null,
  averageWin: 2_411.566245,
  averageLoss: null,
  averageHoldHours: 72,
  exposure: 0.1,
  buyAndHoldReturn: 0.4,
  trades: 1,
  bars: 765,
  periodsPerYear: 252,
  inSample: false,
  range,
  tradesHash: hashOf('c'),
  equityHash: hashOf('e'),
  engineVersion: '1',
});
