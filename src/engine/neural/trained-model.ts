import type { Timeframe } from '../../contract/timeframe';
import { type CanonicalColumn, float64Column, int32Column, textColumn } from '../math/canonical-bytes';
import type { NetworkShape } from './network-shape';

/** A part of the split in market time: start of its first and of its last row's bar, in ms, and its count of rows. */
export interface ModelRange {
  readonly start: number;
  readonly end: number;
  readonly rows: number;
}

/** Everything a backtest needs from a training, without the strategy's file. */
export interface TrainedModel {
  readonly engineVersion: string;
  readonly strategyName: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly seed: number;
  readonly shape: NetworkShape;
  /** Names of the inputs in order: the contract between model and strategy. */
  readonly features: readonly string[];
  readonly train: ModelRange;
  readonly validation: ModelRange;
  readonly test: ModelRange;
  /** Weights and biases in the order of `networkLayout`. */
  readonly parameters: Float64Array;
}

/** What a model computes, as columns in the order they are hashed: layer sizes, activation, features, parameters. */
export const modelHashColumns = (model: TrainedModel): CanonicalColumn[] => [
  int32Column('layers', [model.shape.inputs, ...model.shape.hiddenLayers]),
  textColumn('activation', [model.shape.activation]),
  textColumn('features', model.features),
  float64Column('parameters', model.parameters),
];
