import type { Timeframe } from '../../contract/timeframe';

export const PRICE_SOURCES = ['open', 'high', 'low', 'close', 'volume', 'hl2', 'hlc3', 'ohlc4'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/**
 * A strategy as the engine runs it: every default filled in, every name resolved, every order kept.
 * Made by `parseStrategy`; its JSON form is what an operation pins.
 */
export interface Strategy {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly trainingData: TrainingDataSpec;
  /** In file order. */
  readonly indicators: readonly IndicatorSpec[];
  readonly fuzzySets: readonly FuzzySetSpec[];
  readonly inputs: readonly InputSpec[];
  readonly model: ModelSpec;
  readonly decisions: DecisionSpec;
  readonly training: TrainingSpec;
}

export interface TrainingDataSpec {
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  readonly baseTimeframe: Timeframe;
  /** Bars before the start that are loaded, where they exist, to warm indicators up. */
  readonly historyRequired: number;
  /** ISO date or date-time (UTC), inclusive; null means from the first bar. */
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface IndicatorSpec {
  readonly id: string;
  /** Canonical catalogue name, e.g. `rsi`. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly source: PriceSource;
}

export const MEMBERSHIP_SHAPES = ['triangular', 'trapezoidal', 'gaussian'] as const;
export type MembershipShape = (typeof MEMBERSHIP_SHAPES)[number];

export interface MembershipSpec {
  readonly name: string;
  readonly shape: MembershipShape;
  /** triangular [a,b,c], trapezoidal [a,b,c,d], gaussian [mean, sigma]. */
  readonly parameters: readonly number[];
}

export interface FuzzySetSpec {
  readonly id: string;
  readonly indicator: string;
  /** Name of the indicator's output this set reads (its only or first one when the file names none). */
  readonly output: string;
  readonly memberships: readonly MembershipSpec[];
}

export type InputSpec =
  | { readonly kind: 'fuzzy'; readonly fuzzySet: string; readonly timeframes: readonly Timeframe[] }
  | {
      readonly kind: 'raw';
      readonly indicator: string;
      readonly output: string;
      readonly timeframes: readonly Timeframe[];
      readonly normalization: 'none' | 'minmax' | 'zscore';
    };

export const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'leaky_relu'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface ModelSpec {
  readonly type: 'mlp';
  readonly hiddenLayers: readonly number[];
  readonly activation: Activation;
  readonly dropout: number;
}

export interface DecisionSpec {
  readonly outputFormat: 'classification';
  readonly confidenceThreshold: number;
  readonly positionAwareness: boolean;
  readonly allowShortFromFlat: boolean;
  readonly minSignalSeparationHours: number;
}

export type LabelSpec =
  | { readonly source: 'zigzag'; readonly threshold: number }
  | {
      readonly source: 'context';
      readonly horizon: number;
      readonly bullishThreshold: number;
      readonly bearishThreshold: number;
    };

export interface TrainingSpec {
  readonly labels: LabelSpec;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Global gradient-norm limit; null means none. */
  readonly gradientClip: number | null;
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
  /** Present only when the file has the key. */
  readonly earlyStopping: { readonly patience: number; readonly minDelta: number } | null;
}
