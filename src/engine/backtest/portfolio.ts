import type { TradeStatistics } from '../statistics/trade-statistics';
import { EXIT_REASONS, LONG, SHORT, type TradeColumn, type TradeLedger } from './trade-ledger';

/** Share of the available cash that an entry may spend. */
const ENTRY_SHARE = 0.25;
const HOUR_MS = 3_600_000;

/** Fractions of the traded value, for each side of a trade. */
export interface TradingCosts {
  readonly commission: number;
  readonly slippage: number;
}

export interface PortfolioState {
  readonly cash: number;
  /** Signed: negative for a short position, 0 when flat. */
  readonly quantity: number;
  readonly entryPrice: number;
  readonly entryCommission: number;
  readonly entryTime: number;
  readonly entryBar: number;
  /** Extremes of the price since the entry. */
  readonly highest: number;
  readonly lowest: number;
}

/**
 * Cash and at most one position. Buying fills at price × (1 + slippage), selling at price × (1 − slippage); the
 * commission is a fraction of the filled value. A short sale's proceeds are cash, and the position counts negative, so
 * value = cash + quantity × price on both sides.
 */
export class Portfolio {
  private state: { -readonly [K in keyof PortfolioState]: PortfolioState[K] };
  /** Reused for every trade. */
  private readonly row = {} as Record<TradeColumn, number>;

  constructor(
    initialCapital: number,
    private readonly costs: TradingCosts,
    private readonly ledger: TradeLedger,
    private readonly statistics: TradeStatistics,
  ) {
    this.state = {
      cash: initialCapital,
      quantity: 0,
      entryPrice: 0,
      entryCommission: 0,
      entryTime: 0,
      entryBar: 0,
      highest: 0,
      lowest: 0,
    };
  }

  get cash(): number {
    return this.state.cash;
  }

  get quantity(): number {
    return this.state.quantity;
  }

  valueAt(price: number): number {
    return this.state.cash + this.state.quantity * price;
  }

  /** Whole units an entry takes at this price: a quarter of the cash, less commission, rounded down. */
  affordable(price: number): number {
    return Math.max(0, Math.floor((ENTRY_SHARE * this.state.cash) / (1 + this.costs.commission) / price));
  }

  /** Opens a position; false, and nothing happened, when not one unit can be afforded. */
  open(side: typeof LONG | typeof SHORT, price: number, time: number, bar: number): boolean {
    const units = this.affordable(price);
    if (units === 0) return false;
    const fill = this.fillPrice(side, price);
    const commission = units * fill * this.costs.commission;
    const { state } = this;
    state.cash -= side * units * fill + commission;
    state.quantity = side * units;
    state.entryPrice = fill;
    state.entryCommission = commission;
    state.entryTime = time;
    state.entryBar = bar;
    state.highest = fill;
    state.lowest = fill;
    return true;
  }

  /** Takes a bar's extremes into the excursions of the open position. */
  see(high: number, low: number): void {
    if (high > this.state.highest) this.state.highest = high;
    if (low < this.state.lowest) this.state.lowest = low;
  }

  /** Closes the open position; `barAfter` is the first bar it is not held in any more. */
  close(price: number, time: number, barAfter: number, reason: (typeof EXIT_REASONS)[number]): void {
    const { state, row } = this;
    const side = state.quantity > 0 ? LONG : SHORT;
    const units = Math.abs(state.quantity);
    const fill = this.fillPrice(-side, price);
    const commission = units * fill * this.costs.commission;
    const up = (state.highest - state.entryPrice) / state.entryPrice;
    const down = (state.entryPrice - state.lowest) / state.entryPrice;
    row.entryTime = state.entryTime;
    row.exitTime = time;
    row.side = side;
    row.quantity = units;
    row.entryPrice = state.entryPrice;
    row.exitPrice = fill;
    row.entryCommission = state.entryCommission;
    row.exitCommission = commission;
    row.grossPnl = side * units * (fill - state.entryPrice);
    row.netPnl = row.grossPnl - state.entryCommission - commission;
    row.returnFraction = row.netPnl / (units * state.entryPrice);
    row.bars = barAfter - state.entryBar;
    row.exitReason = EXIT_REASONS.indexOf(reason);
    row.favourableExcursion = side === LONG ? up : down;
    row.adverseExcursion = side === LONG ? down : up;
    this.ledger.append(row);
    this.statistics.add(row.netPnl, (time - state.entryTime) / HOUR_MS);
    state.cash += side * units * fill - commission;
    state.quantity = 0;
  }

  snapshot(): PortfolioState {
    return { ...this.state };
  }

  restore(state: PortfolioState): void {
    this.state = { ...state };
  }

  private fillPrice(side: number, price: number): number {
    return price * (1 + side * this.costs.slippage);
  }
}
