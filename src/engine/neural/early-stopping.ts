import type { TrainingSpec } from '../strategy/strategy';

/**
 * Ends a training whose validation loss stopped improving: an epoch counts as better when its loss is below the best
 * by more than `minDelta`; after `patience` epochs in a row that are not, training stops. Without options it never does.
 */
export class EarlyStopping {
  private bestLoss = Number.POSITIVE_INFINITY;
  private misses = 0;

  constructor(private readonly options: TrainingSpec['earlyStopping']) {}

  shouldStopAfter(validationLoss: number): boolean {
    if (this.options === null) return false;
    if (validationLoss < this.bestLoss - this.options.minDelta) {
      this.bestLoss = validationLoss;
      this.misses = 0;
    } else {
      this.misses++;
    }
    return this.misses >= this.options.patience;
  }

  snapshot(): { bestLoss: number; misses: number } {
    return { bestLoss: this.bestLoss, misses: this.misses };
  }

  restore(state: { readonly bestLoss: number; readonly misses: number }): void {
    this.bestLoss = state.bestLoss;
    this.misses = state.misses;
  }
}
