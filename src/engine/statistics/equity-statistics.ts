import { type MomentsState, RunningMoments } from './running-moments';

export interface EquityStatisticsState {
  readonly last: number;
  readonly peak: number;
  readonly drawdown: number;
  readonly maxDrawdown: number;
  readonly maxDrawdownAmount: number;
  readonly returns: MomentsState;
  readonly losses: MomentsState;
}

/** What the statistics need of an equity curve, point by point, without keeping it. Allocates nothing per point. */
export class EquityStatistics {
  /** Simple returns from point to point. */
  readonly returns = new RunningMoments();
  /** Those of them below 0. */
  readonly losses = new RunningMoments();
  private last = Number.NaN;
  private peak = Number.NEGATIVE_INFINITY;
  private currentDrawdown = 0;
  private deepest = 0;
  private deepestAmount = 0;

  add(equity: number): void {
    // A return on nothing, or on a debt, has no meaning and is left out; so is the first point.
    if (this.last > 0) {
      const change = equity / this.last - 1;
      this.returns.add(change);
      if (change < 0) this.losses.add(change);
    }
    this.last = equity;
    if (equity > this.peak) this.peak = equity;
    this.currentDrawdown = (this.peak - equity) / this.peak;
    if (this.currentDrawdown > this.deepest) {
      this.deepest = this.currentDrawdown;
      this.deepestAmount = this.peak - equity;
    }
  }

  /** Fraction below the running peak at the last point, 0 or positive. */
  get drawdown(): number {
    return this.currentDrawdown;
  }

  get maxDrawdown(): number {
    return this.deepest;
  }

  /** The largest drawdown in money, from the peak it fell from. */
  get maxDrawdownAmount(): number {
    return this.deepestAmount;
  }

  snapshot(): EquityStatisticsState {
    return {
      last: this.last,
      peak: this.peak,
      drawdown: this.currentDrawdown,
      maxDrawdown: this.deepest,
      maxDrawdownAmount: this.deepestAmount,
      returns: this.returns.snapshot(),
      losses: this.losses.snapshot(),
    };
  }

  restore(state: EquityStatisticsState): void {
    this.last = state.last;
    this.peak = state.peak;
    this.currentDrawdown = state.drawdown;
    this.deepest = state.maxDrawdown;
    this.deepestAmount = state.maxDrawdownAmount;
    this.returns.restore(state.returns);
    this.losses.restore(state.losses);
  }
}
