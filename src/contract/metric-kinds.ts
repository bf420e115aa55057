/**
 * The kinds of metric rows and the order of their figures in the metric ring. A kind crosses the ring as its index
 * here, its figures in the order of `fields`; stored, a row's `data` has one key per field. Append only.
 */
export const METRIC_KINDS = [
  /** One row per epoch of a training. `epoch` counts from 0, losses are class-weighted, accuracies are fractions. */
  {
    kind: 'epoch',
    fields: ['epoch', 'trainLoss', 'trainAccuracy', 'validationLoss', 'validationAccuracy', 'learningRate'],
  },
  /**
   * Points of a running backtest's equity, about 2,000 of them. `bar` counts from 0 in the range, `time` is the bar's
   * start in ms, `drawdown` a positive fraction, `trades` the closed ones, `winRate` NaN (stored as null) before the first.
   */
  { kind: 'equity', fields: ['bar', 'time', 'equity', 'drawdown', 'trades', 'winRate'] },
  /** One row per step of a dummy operation. */
  { kind: 'step', fields: ['step', 'value'] },
] as const satisfies readonly { kind: string; fields: readonly string[] }[];

export type MetricKind = (typeof METRIC_KINDS)[number]['kind'];

type DefinitionOf<K extends MetricKind> = Extract<(typeof METRIC_KINDS)[number], { kind: K }>;
export type MetricField<K extends MetricKind> = DefinitionOf<K>['fields'][number];

/** A stored row's `data` for a kind; a figure that is not a number is null. */
export type MetricData<K extends MetricKind> = Readonly<Record<MetricField<K>, number | null>>;

/** Index of a kind, as `JobBridge.metric` takes it. */
export const metricKindIndex = (kind: MetricKind): number => METRIC_KINDS.findIndex((one) => one.kind === kind);
