export interface MomentsState {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** Mean and population standard deviation of values that come one at a time (Welford 1962). */
export class RunningMoments {
  private count = 0;
  private currentMean = 0;
  /** Sum of squared distances from the mean. */
  private squares = 0;

  add(value: number): void {
    this.count++;
    const distance = value - this.currentMean;
    this.currentMean += distance / this.count;
    this.squares += distance * (value - this.currentMean);
  }

  /** 0 before the first value. */
  get mean(): number {
    return this.currentMean;
  }

  get deviation(): number {
    return this.count === 0 ? 0 : Math.sqrt(this.squares / this.count);
  }

  snapshot(): MomentsState {
    return { count: this.count, mean: this.currentMean, squares: this.squares };
  }

  restore(state: MomentsState): void {
    this.count = state.count;
    this.currentMean = state.mean;
    this.squares = state.squares;
  }
}
