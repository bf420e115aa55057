import type { Timeframe } from '../../contract/timeframe';
import { timeframeMs } from '../../contract/timeframe';
import { type Bars, barCount } from '../bars';
import { decide } from '../decision/decide';
import { BUY, HOLD, SELL } from '../labels/label-classes';
import { EquityStatistics, type EquityStatisticsState } from '../statistics/equity-statistics';
import { TradeStatistics, type TradeStatisticsState } from '../statistics/trade-statistics';
import type { DecisionSpec } from '../strategy/strategy';
import { Portfolio, type PortfolioState, type TradingCosts } from './portfolio';
import { LONG, SHORT, type TradeColumns, TradeLedger } from './trade-ledger';

/** Index in the range of the first bar that takes a decision. */
export const FIRST_DECISION_BAR = 50;
const HOUR_MS = 3_600_000;

export interface SimulationInput {
  /** The bars of the range only. */
  readonly bars: Bars;
  readonly timeframe: Timeframe;
  /** The network's class and confidence per bar of the range. */
  readonly predicted: Uint8Array;
  readonly confidence: Float64Array;
  readonly decisions: DecisionSpec;
  readonly initialCapital: number;
  readonly costs: TradingCosts;
}

/** Per bar of the range, filled up to the current bar. */
export interface SimulationColumns {
  /** Value at the close; of the last bar after the forced close. */
  readonly equity: Float64Array<ArrayBuffer>;
  /** Fraction below the running peak. */
  readonly drawdown: Float64Array<ArrayBuffer>;
  /** Signed quantity at the close, before a forced close. */
  readonly position: Float64Array<ArrayBuffer>;
  /** What was decided at the close: the prediction after all filters. */
  readonly signal: Uint8Array<ArrayBuffer>;
}

/** Everything needed to go on from a bar border; structured-cloneable. Columns hold the bars done. */
export interface SimulationState {
  /** Absolute in the range: the next bar to simulate. */
  readonly bar: number;
  readonly pending: number;
  readonly lastTradeTime: number;
  readonly barsInMarket: number;
  readonly refusedEntries: number;
  readonly firstRefusedPrice: number;
  readonly portfolio: PortfolioState;
  readonly equityStatistics: EquityStatisticsState;
  readonly tradeStatistics: TradeStatisticsState;
  readonly trades: TradeColumns;
  readonly columns: SimulationColumns;
}

/**
 * A backtest bar by bar. At each bar: the signal of the bar before is filled at this bar's open; from bar
 * {@link FIRST_DECISION_BAR} on a decision is taken at its close and waits for the next open; the account is valued at
 * the close. At the last bar the position is closed at the close and a waiting signal is dropped.
 *
 * A buy opens a long position or closes a short one, a sell closes a long position or opens a short one. A bar allocates
 * nothing.
 */
export class Simulation {
  readonly bars: number;
  readonly columns: SimulationColumns;
  readonly equityStatistics = new EquityStatistics();
  readonly tradeStatistics = new TradeStatistics();
  readonly ledger = new TradeLedger();
  readonly portfolio: Portfolio;
  private nextBar = 0;
  /** False while a bar is simulated, and for ever when that threw: memory for one more trade may be refused. */
  private isWhole = true;
  private pending = HOLD;
  private lastTradeTime = Number.NEGATIVE_INFINITY;
  private marketBars = 0;
  private refused = 0;
  private firstRefused = Number.NaN;

  constructor(
    private readonly input: SimulationInput,
    resumeFrom: SimulationState | null = null,
  ) {
    this.bars = barCount(input.bars);
    this.columns = {
      equity: new Float64Array(this.bars),
      drawdown: new Float64Array(this.bars),
      position: new Float64Array(this.bars),
      signal: new Uint8Array(this.bars).fill(HOLD),
    };
    this.portfolio = new Portfolio(input.initialCapital, input.costs, this.ledger, this.tradeStatistics);
    if (resumeFrom !== null) this.restore(resumeFrom);
  }

  /** The next bar to simulate; equal to `bars` at the end. */
  get bar(): number {
    return this.nextBar;
  }

  /** Bars that closed with an open position. */
  get barsInMarket(): number {
    return this.marketBars;
  }

  /** Entries that were wanted but cost more than the account allows, and the price of the first one. */
  get refusedEntries(): { readonly count: number; readonly firstPrice: number } {
    return { count: this.refused, firstPrice: this.firstRefused };
  }

  /** Simulates up to but not including bar `end`. */
  advance(end: number): void {
    const { time, open, high, low, close } = this.input.bars;
    const { equity, drawdown, position, signal } = this.columns;
    const { portfolio, equityStatistics } = this;
    const last = this.bars - 1;
    this.isWhole = false;
    for (let bar = this.nextBar; bar < end; bar++) {
      if (this.pending !== HOLD) this.fill(open[bar]!, time[bar]!, bar);
      if (bar >= FIRST_DECISION_BAR) {
        this.pending = this.decideAt(bar, time[bar]!);
        signal[bar] = this.pending;
      }
      if (portfolio.quantity !== 0) {
        this.marketBars++;
        portfolio.see(high[bar]!, low[bar]!);
      }
      position[bar] = portfolio.quantity;
      if (bar === last && portfolio.quantity !== 0) {
        portfolio.close(close[bar]!, time[bar]! + timeframeMs(this.input.timeframe), bar + 1, 'end_of_range');
      }
      const value = portfolio.valueAt(close[bar]!);
      equityStatistics.add(value);
      equity[bar] = value;
      drawdown[bar] = equityStatistics.drawdown;
      this.nextBar = bar + 1;
    }
    this.isWhole = true;
  }

  /** A copy of the whole state between two calls of {@link advance}; throws after one that threw. */
  snapshot(): SimulationState {
    if (!this.isWhole) throw new Error('The simulation stopped in the middle of a bar; nothing can go on from there.');
    const { equity, drawdown, position, signal } = this.columns;
    const done = this.nextBar;
    return {
      bar: done,
      pending: this.pending,
      lastTradeTime: this.lastTradeTime,
      barsInMarket: this.marketBars,
      refusedEntries: this.refused,
      firstRefusedPrice: this.firstRefused,
      portfolio: this.portfolio.snapshot(),
      equityStatistics: this.equityStatistics.snapshot(),
      tradeStatistics: this.tradeStatistics.snapshot(),
      trades: this.ledger.snapshot(),
      columns: {
        equity: equity.slice(0, done),
        drawdown: drawdown.slice(0, done),
        position: position.slice(0, done),
        signal: signal.slice(0, done),
      },
    };
  }

  private restore(state: SimulationState): void {
    this.nextBar = state.bar;
    this.pending = state.pending;
    this.lastTradeTime = state.lastTradeTime;
    this.marketBars = state.barsInMarket;
    this.refused = state.refusedEntries;
    this.firstRefused = state.firstRefusedPrice;
    this.portfolio.restore(state.portfolio);
    this.equityStatistics.restore(state.equityStatistics);
    this.tradeStatistics.restore(state.tradeStatistics);
    this.ledger.restore(state.trades);
    this.columns.equity.set(state.columns.equity);
    this.columns.drawdown.set(state.columns.drawdown);
    this.columns.position.set(state.columns.position);
    this.columns.signal.set(state.columns.signal);
  }

  /** Times of trades and decisions are both starts of bars, so the hours between them are those of the reference. */
  private decideAt(bar: number, time: number): number {
    const { predicted, confidence, decisions } = this.input;
    const hours = (time - this.lastTradeTime) / HOUR_MS;
    return decide(predicted[bar]!, confidence[bar]!, this.portfolio.quantity, hours, decisions);
  }

  /** Fills the waiting signal at a bar's open. */
  private fill(price: number, time: number, bar: number): void {
    const { portfolio, pending } = this;
    this.pending = HOLD;
    if (portfolio.quantity === 0) {
      if (!portfolio.open(pending === BUY ? LONG : SHORT, price, time, bar)) {
        if (this.refused === 0) this.firstRefused = price;
        this.refused++;
        return;
      }
    } else if (portfolio.quantity > 0 ? pending === SELL : pending === BUY) {
      portfolio.close(price, time, bar, 'signal');
    } else {
      return;
    }
    this.lastTradeTime = time;
  }
}
