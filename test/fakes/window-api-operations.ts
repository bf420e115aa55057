import type { Checkpoint } from '../../src/contract/checkpoints';
import { type Fingerprint, fingerprintSchema, type OperationId, operationIdOf } from '../../src/contract/identifiers';
import type { MetricRow } from '../../src/contract/metrics';
import { type Operation, type OperationMetadata, type OperationOf, plainMetadata } from '../../src/contract/operation';
import { phasesOf } from '../../src/contract/phases-of';
import type { OperationProgress } from '../../src/contract/progress';
import type { RequestType } from '../../src/contract/requests';
import type { BacktestingResult, OperationResult, TrainingResult } from '../../src/contract/results';
import { randomNumbers } from './window-api-series';
import { PULLBACK_PARAMETERS } from './window-api-strategies';

export const hexOf = (seed: number): string => (seed >>> 0).toString(16).padStart(8, '0');
export const fingerprintOf = (seed: number): Fingerprint => fingerprintSchema.parse(hexOf(seed).repeat(8));

let minted = 0;
export const mintId = (type: RequestType, at: number): OperationId => {
  minted += 1;
  return operationIdOf(type, new Date(at), hexOf(Math.imul(minted, 0x9e3779b1)));
};

export const iso = (ms: number): string => new Date(ms).toISOString();

export const metadataOf = (title: string, more: Partial<OperationMetadata> = {}): OperationMetadata => ({
  ...plainMetadata(title),
  ...more,
});

export const trainingMetadata = (name: string, seed = 7): OperationMetadata =>
  metadataOf(name, {
    symbol: 'SPX',
    timeframe: '1d',
    startDate: '2000-01-03',
    endDate: '2020-04-17',
    seed,
    strategyName: name,
    strategyHash: hexOf(seed).repeat(8),
    datasets: [fingerprintOf(1)],
    parameters: { ...PULLBACK_PARAMETERS, 'training.epochs': 50 },
  });

/** How many units an operation of a type goes through. */
const UNITS: Readonly<Record<RequestType, number>> = {
  training: 50,
  backtesting: 1_531,
  data_load: 5_104,
  dummy: 100,
  agent_research: 4,
  agent_design: 5_104,
  agent_assessment: 2,
};

/** Progress of a job of a type at a percentage, with phases that fit it. */
export function progressAt(
  type: RequestType,
  percentage: number,
  elapsedMs: number,
  at: number,
  seq = Math.round(percentage * 10) + 1,
): OperationProgress {
  const definitions = phasesOf(type);
  const running = percentage >= 100 ? null : definitions.find((phase) => percentage < phase.to);
  const share = running ? (percentage - running.from) / (running.to - running.from) : 1;
  const counts = UNITS[type];
  const current = Math.floor(share * counts);
  const words: Readonly<Record<string, string>> = {
    epochs: `Epoch ${current + 1}/50 · Batch ${Math.floor((share * counts - current) * 112)}/112`,
    simulate: `Bar ${current.toLocaleString('en-US')}/1,531`,
    rows: `Row ${current.toLocaleString('en-US')}/5,104`,
    work: `Step ${current}/100`,
  };
  return {
    seq,
    updatedAt: iso(at),
    percentage,
    currentStep: running ? (words[running.id] ?? `${running.label}…`) : 'Done',
    stepsCompleted: definitions.filter((phase) => percentage >= phase.to).length,
    stepsTotal: definitions.length,
    itemsProcessed: current,
    itemsTotal: counts,
    currentItem: null,
    phases: definitions.map((phase) => ({
      id: phase.id,
      label: phase.label,
      state: percentage >= phase.to ? 'done' : phase === running ? 'running' : 'waiting',
      percentage: percentage >= phase.to ? 100 : phase === running ? share * 100 : 0,
      durationMs:
        percentage >= phase.to
          ? (elapsedMs * (phase.to - phase.from)) / Math.max(1, percentage)
          : phase === running
            ? (elapsedMs * (percentage - phase.from)) / Math.max(1, percentage)
            : null,
    })),
    remaining:
      percentage > 2 && percentage < 100
        ? {
            lowMs: (elapsedMs / percentage) * (100 - percentage) * 0.85,
            highMs: (elapsedMs / percentage) * (100 - percentage) * 1.25,
          }
        : null,
    context: {},
  };
}

export const trainingResult = (seed = 7): TrainingResult => ({
  type: 'training',
  epochs: 50,
  bestEpoch: 36,
  stoppedEarly: false,
  trainLoss: 0.8127,
  validationLoss: 0.8614,
  trainAccuracy: 0.6231,
  validationAccuracy: 0.5879,
  testLoss: 0.8846,
  testAccuracy: 0.5614 + (seed % 10) / 200,
  precision: 0.5702,
  recall: 0.5614,
  f1: 0.5641,
  confusion: [
    [214, 31, 83],
    [18, 42, 24],
    [97, 29, 228],
  ],
  parameters: 489,
  features: [
    '1d_mom_zone_washed_out',
    '1d_mom_zone_quiet',
    '1d_mom_zone_stretched',
    '1d_trend_push_down',
    '1d_trend_push_flat',
    '1d_trend_push_up',
  ],
  classes: { buy: 2_241, hold: 612, sell: 2_052 },
  trainRange: { start: '2000-03-14T00:00:00.000Z', end: '2014-02-20T00:00:00.000Z', bars: 3_505 },
  validationRange: { start: '2014-02-21T00:00:00.000Z', end: '2017-02-14T00:00:00.000Z', bars: 751 },
  testRange: { start: '2017-02-15T00:00:00.000Z', end: '2020-04-17T00:00:00.000Z', bars: 798 },
  modelHash: hexOf(seed + 1).repeat(8),
  metricsHash: hexOf(seed + 2).repeat(8),
  engineVersion: '1',
});

export const backtestingResult = (model: OperationId, seed = 3): BacktestingResult => ({
  type: 'backtesting',
  modelOperationId: model,
  initialCapital: 100_000,
  finalEquity: 114_236.518,
  totalReturn: 0.14236518 - (seed % 5) * 0.05,
  annualisedReturn: 0.0428,
  volatility: 0.0913,
  sharpe: 1.104 - (seed % 5) * 0.4,
  sortino: 1.412,
  calmar: 0.608,
  maxDrawdown: 0.0704,
  winRate: 0.5714,
  profitFactor: 1.63,
  averageWin: 812.44,
  averageLoss: -498.13,
  averageHoldHours: 312.5,
  exposure: 0.612,
  buyAndHoldReturn: 0.2231,
  trades: 42,
  bars: 798,
  periodsPerYear: 252,
  inSample: false,
  range: { start: '2017-02-15T00:00:00.000Z', end: '2020-04-17T00:00:00.000Z', bars: 798 },
  tradesHash: hexOf(seed + 3).repeat(8),
  equityHash: hexOf(seed + 4).repeat(8),
  engineVersion: '1',
});

/** Rows of a training that learns for a while and then begins to fit its own data too well. */
export function epochRows(seed: number, epochs: number, startedAt: number, epochMs: number): MetricRow[] {
  const random = randomNumbers(seed);
  return Array.from({ length: epochs }, (_, epoch) => {
    const learned = 1 - Math.exp(-epoch / 11);
    const train = 1.08 - 0.29 * learned + (random() - 0.5) * 0.012;
    const validation = 1.09 - 0.24 * learned + Math.max(0, epoch - 34) ** 1.6 * 0.0006 + (random() - 0.5) * 0.02;
    return {
      seq: epoch,
      kind: 'epoch',
      at: iso(startedAt + (epoch + 1) * epochMs),
      durationMs: epochMs * (0.9 + random() * 0.2),
      data: {
        epoch,
        trainLoss: train,
        trainAccuracy: 0.36 + 0.27 * learned + (random() - 0.5) * 0.01,
        validationLoss: validation,
        validationAccuracy: 0.36 + 0.23 * learned + (random() - 0.5) * 0.02,
        learningRate: 0.002,
      },
    };
  });
}

export interface Shape {
  readonly type: RequestType;
  readonly metadata: OperationMetadata;
  readonly createdAt: number;
  readonly operationId?: OperationId;
  readonly warnings?: readonly string[];
  readonly parentOperationId?: OperationId;
  readonly origin?: Operation['origin'];
  readonly childCount?: number;
  readonly attempt?: number;
  readonly checkpoint?: Checkpoint | null;
}

const baseOf = (shape: Shape) => ({
  operationId: shape.operationId ?? mintId(shape.type, shape.createdAt),
  parentOperationId: shape.parentOperationId ?? null,
  origin: shape.origin ?? null,
  childCount: shape.childCount ?? 0,
  attempt: shape.attempt ?? 1,
  type: shape.type,
  createdAt: iso(shape.createdAt),
  metadata: shape.metadata,
  warnings: [...(shape.warnings ?? [])],
});

export const pendingOperation = (shape: Shape, queuePosition: number | null = 1): OperationOf<'pending'> => ({
  ...baseOf(shape),
  status: 'pending',
  queuePosition,
  priority: 'normal',
});

export const runningOperation = (shape: Shape, percentage: number, elapsedMs: number): OperationOf<'running'> => ({
  ...baseOf(shape),
  status: 'running',
  startedAt: iso(shape.createdAt),
  progress: progressAt(shape.type, percentage, elapsedMs, shape.createdAt + elapsedMs),
  cancelRequested: null,
  checkpoint: shape.checkpoint ?? null,
  unresponsiveSince: null,
});

export const completedOperation = (
  shape: Shape,
  result: OperationResult,
  elapsedMs: number,
): OperationOf<'completed'> => ({
  ...baseOf(shape),
  status: 'completed',
  startedAt: iso(shape.createdAt + 400),
  completedAt: iso(shape.createdAt + elapsedMs),
  progress: progressAt(shape.type, 100, elapsedMs, shape.createdAt + elapsedMs),
  result,
});

export const failedOperation = (
  shape: Shape,
  failure: OperationOf<'failed'>['failure'],
  percentage: number,
  elapsedMs: number,
): OperationOf<'failed'> => ({
  ...baseOf(shape),
  status: 'failed',
  startedAt: iso(shape.createdAt + 400),
  completedAt: iso(shape.createdAt + elapsedMs),
  progress: progressAt(shape.type, percentage, elapsedMs, shape.createdAt + elapsedMs),
  failure,
  checkpoint: shape.checkpoint ?? null,
});

export const cancelledOperation = (
  shape: Shape,
  percentage: number,
  elapsedMs: number,
  more: Partial<Pick<OperationOf<'cancelled'>, 'reason' | 'note' | 'forced'>> = {},
): OperationOf<'cancelled'> => ({
  ...baseOf(shape),
  status: 'cancelled',
  startedAt: iso(shape.createdAt + 400),
  completedAt: iso(shape.createdAt + elapsedMs),
  progress: progressAt(shape.type, percentage, elapsedMs, shape.createdAt + elapsedMs),
  reason: 'user',
  checkpoint: shape.checkpoint ?? null,
  note: null,
  forced: false,
  ...more,
});

/** A checkpoint of the first attempt; what is not given is that of a training half done. */
export const checkpointAt = (createdAt: number, more: Partial<Checkpoint> = {}): Checkpoint => ({
  number: 1,
  attempt: 1,
  cause: 'periodic',
  createdAt: iso(createdAt),
  units: 24,
  percentage: 48,
  bytes: 48_312,
  ...more,
});

export const isFinished = (operation: Operation): boolean => 'completedAt' in operation;
