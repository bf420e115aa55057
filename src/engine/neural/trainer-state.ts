import type { RandomState } from '../math/random';
import type { AdamState } from './adam';

/** Figures of one finished epoch. Losses are class-weighted means, accuracies are fractions. */
export interface EpochRecord {
  /** From 0. */
  readonly epoch: number;
  /** Over the epoch's batches while the weights moved, with dropout. */
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  /** After the epoch's last batch, without dropout. */
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly learningRate: number;
}

/**
 * Everything a trainer needs to go on from a batch border as if nothing had happened; structured-cloneable. The
 * shuffled order of the epoch is not in it but follows from `epochRandom`.
 */
export interface TrainerState {
  /** Finished epochs. */
  readonly epoch: number;
  /** Finished batches of the running epoch. */
  readonly batch: number;
  readonly parameters: Float64Array;
  readonly optimizer: AdamState;
  readonly random: RandomState;
  /** The generator as it was before the running epoch was shuffled; null between epochs. */
  readonly epochRandom: RandomState | null;
  /** Running sums of the epoch: weighted loss, weights, rows predicted right. */
  readonly lossSum: number;
  readonly weightSum: number;
  readonly correct: number;
  readonly best: { readonly epoch: number; readonly validationLoss: number; readonly parameters: Float64Array } | null;
  /** Best loss early stopping has seen, and the epochs since. */
  readonly stopping: { readonly bestLoss: number; readonly misses: number };
  readonly stoppedEarly: boolean;
  readonly history: readonly EpochRecord[];
}
