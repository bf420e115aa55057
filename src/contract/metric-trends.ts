import type { MetricRow } from './metrics';

/** What the epochs of a training say about how it goes. */
export interface MetricTrends {
  /** Index, from 0, of the epoch with the lowest validation loss; the first of equal ones. */
  readonly bestEpoch: number;
  readonly bestValidationLoss: number;
  /** Epochs after the best one. */
  readonly epochsSinceImprovement: number;
  /** Ten epochs or more brought nothing better. */
  readonly isPlateaued: boolean;
  /** Over the last ten epochs the training loss fell and the validation loss rose, both by more than 5 %. */
  readonly isOverfitting: boolean;
}

const WINDOW = 10;
const LEAST_CHANGE = 0.05;

interface Losses {
  readonly train: number | null;
  readonly validation: number | null;
}

/** Null while no epoch has a validation loss. Rows of other kinds do not count. */
export function metricTrends(rows: readonly MetricRow[]): MetricTrends | null {
  const epochs = rows
    .filter(({ kind }) => kind === 'epoch')
    .map(({ data }): Losses => ({ train: data['trainLoss'] ?? null, validation: data['validationLoss'] ?? null }));
  let best: { epoch: number; loss: number } | null = null;
  for (const [epoch, { validation }] of epochs.entries()) {
    if (validation !== null && (best === null || validation < best.loss)) best = { epoch, loss: validation };
  }
  if (best === null) return null;
  const since = epochs.length - 1 - best.epoch;
  return {
    bestEpoch: best.epoch,
    bestValidationLoss: best.loss,
    epochsSinceImprovement: since,
    isPlateaued: since >= WINDOW,
    isOverfitting: isOverfitting(epochs.slice(-WINDOW)),
  };
}

function isOverfitting(epochs: readonly Losses[]): boolean {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (epochs.length < WINDOW || first === undefined || last === undefined) return false;
  if (epochs.some(({ validation }) => validation === null)) return false;
  return (
    relativeChange(first.train, last.train) < -LEAST_CHANGE &&
    relativeChange(first.validation, last.validation) > LEAST_CHANGE
  );
}

/** 0 when there is nothing to compare. */
const relativeChange = (from: number | null, to: number | null): number =>
  from === null || to === null || from === 0 ? 0 : (to - from) / from;
