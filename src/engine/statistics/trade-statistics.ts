export interface TradeStatisticsState {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  readonly won: number;
  readonly lost: number;
  readonly hours: number;
}

/** Running sums over closed trades. A trade whose net result is 0 is neither won nor lost but counts in the win rate. */
export class TradeStatistics {
  private state = { count: 0, wins: 0, losses: 0, won: 0, lost: 0, hours: 0 };

  add(netPnl: number, hours: number): void {
    this.state.count++;
    this.state.hours += hours;
    if (netPnl > 0) {
      this.state.wins++;
      this.state.won += netPnl;
    } else if (netPnl < 0) {
      this.state.losses++;
      this.state.lost += netPnl;
    }
  }

  get count(): number {
    return this.state.count;
  }

  /** Won trades over all trades; NaN before the first. */
  get winRate(): number {
    return this.state.wins / this.state.count;
  }

  /** Sum of the won over that of the lost amounts; NaN while nothing was lost. */
  get profitFactor(): number {
    return this.state.losses === 0 ? Number.NaN : this.state.won / -this.state.lost;
  }

  /** NaN while nothing was won. */
  get averageWin(): number {
    return this.state.won / this.state.wins;
  }

  /** Negative; NaN while nothing was lost. */
  get averageLoss(): number {
    return this.state.lost / this.state.losses;
  }

  /** NaN before the first trade. */
  get averageHoldHours(): number {
    return this.state.hours / this.state.count;
  }

  snapshot(): TradeStatisticsState {
    return { ...this.state };
  }

  restore(state: TradeStatisticsState): void {
    this.state = { ...state };
  }
}
