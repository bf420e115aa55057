import { describe, expect, test } from 'vitest';
import { Portfolio } from '../../../src/engine/backtest/portfolio';
import { LONG, SHORT, TradeLedger } from '../../../src/engine/backtest/trade-ledger';
import { TradeStatistics } from '../../../src/engine/statistics/trade-statistics';

const HOUR_MS = 3_600_000;

function portfolioOf(capital = 100_000, costs = { commission: 0.001, slippage: 0.0005 }) {
  const ledger = new TradeLedger();
  const statistics = new TradeStatistics();
  return { portfolio: new Portfolio(capital, costs, ledger, statistics), ledger, statistics };
}

describe("the reference's position vector", () => {
  test('long from 100 to 110', () => {
    const { portfolio, ledger } = portfolioOf();
    expect(portfolio.open(LONG, 100, 0, 3)).toBe(true);
    expect(portfolio.quantity).toBe(249);
    expect(portfolio.cash).toBeCloseTo(75_062.63755, 9);
    portfolio.close(110, 5 * HOUR_MS, 8, 'signal');
    expect(portfolio.cash).toBeCloseTo(102_411.566245, 9);
    const trades = ledger.snapshot();
    expect(trades.entryPrice[0]).toBeCloseTo(100.05, 12);
    expect(trades.entryCommission[0]).toBeCloseTo(24.91245, 12);
    expect(trades.exitPrice[0]).toBeCloseTo(109.945, 12);
    expect(trades.exitCommission[0]).toBeCloseTo(27.376305, 12);
    expect(trades.grossPnl[0]).toBeCloseTo(2_463.855, 10);
    // The reference's net result, 2436.478695, leaves the entry commission out; ours is what the cash changed by.
    expect(trades.grossPnl[0]! - trades.exitCommission[0]!).toBeCloseTo(2_436.478695, 10);
    expect(trades.netPnl[0]).toBeCloseTo(2_411.566245, 10);
    expect(trades.returnFraction[0]).toBeCloseTo(2_411.566245 / (249 * 100.05), 12);
  });

  test('short from 100 to 90', () => {
    const { portfolio, ledger } = portfolioOf();
    portfolio.open(SHORT, 100, 0, 0);
    expect(portfolio.quantity).toBe(-249);
    // The reference shows 99987.55 here because it adds the entry commission back.
    expect(portfolio.valueAt(100)).toBeCloseTo(99_962.66245, 9);
    expect(portfolio.valueAt(100) + 249 * 99.95 * 0.001).toBeCloseTo(99_987.55, 9);
    portfolio.close(90, HOUR_MS, 1, 'signal');
    expect(portfolio.cash).toBeCloseTo(102_419.036245, 9);
    const trades = ledger.snapshot();
    expect(trades.grossPnl[0]! - trades.exitCommission[0]!).toBeCloseTo(2_443.923795, 10);
    expect(trades.netPnl[0]).toBeCloseTo(2_419.036245, 10);
  });
});

describe('Portfolio', () => {
  test('buys whole units only and refuses an entry when not one can be afforded', () => {
    const { portfolio, ledger } = portfolioOf(100_000);
    expect(portfolio.affordable(24_000)).toBe(1);
    expect(portfolio.affordable(24_990)).toBe(0);
    expect(portfolio.open(LONG, 60_000, 0, 0)).toBe(false);
    expect([portfolio.cash, portfolio.quantity, ledger.count]).toEqual([100_000, 0, 0]);
  });

  test('never buys with a debt', () => {
    const { portfolio } = portfolioOf(1_000, { commission: 0, slippage: 0 });
    portfolio.open(SHORT, 1, 0, 0);
    portfolio.close(100, 1, 1, 'signal');
    expect(portfolio.cash).toBeLessThan(0);
    expect(portfolio.open(LONG, 1, 2, 2)).toBe(false);
  });

  test('records how far the price went for and against the position', () => {
    const { portfolio, ledger } = portfolioOf(100_000, { commission: 0, slippage: 0 });
    portfolio.open(LONG, 100, 0, 10);
    portfolio.see(105, 99);
    portfolio.see(112, 103);
    portfolio.close(110, 2, 12, 'signal');
    portfolio.open(SHORT, 100, 2, 12);
    portfolio.see(104, 92);
    portfolio.close(95, 3, 13, 'end_of_range');
    const trades = ledger.snapshot();
    expect([...trades.favourableExcursion]).toEqual([0.12, 0.08]);
    expect([...trades.adverseExcursion]).toEqual([0.01, 0.04]);
    expect([...trades.bars]).toEqual([2, 1]);
    expect([...trades.exitReason]).toEqual([0, 1]);
    expect([...trades.side]).toEqual([1, -1]);
  });

  test('tells the statistics net results and hours', () => {
    const { portfolio, statistics } = portfolioOf(100_000, { commission: 0, slippage: 0 });
    portfolio.open(LONG, 100, 0, 0);
    portfolio.close(110, 6 * HOUR_MS, 6, 'signal');
    portfolio.open(LONG, 100, 6 * HOUR_MS, 6);
    portfolio.close(100, 8 * HOUR_MS, 8, 'signal');
    expect([statistics.count, statistics.winRate, statistics.averageHoldHours]).toEqual([2, 0.5, 4]);
    expect(statistics.averageWin).toBeCloseTo(2_500, 9);
  });
});

describe('TradeLedger', () => {
  test('keeps every trade beyond its first capacity, and through a snapshot', () => {
    const { portfolio, ledger } = portfolioOf(1e9, { commission: 0, slippage: 0 });
    for (let i = 0; i < 700; i++) {
      portfolio.open(LONG, 100, i, i);
      portfolio.close(100, i + 0.5, i + 1, 'signal');
    }
    const restored = new TradeLedger();
    restored.restore(structuredClone(ledger.snapshot()));
    expect(restored.count).toBe(700);
    expect([...restored.snapshot().entryTime]).toEqual(Array.from({ length: 700 }, (_, i) => i));
    expect(restored.snapshot()).toEqual(ledger.snapshot());
  });
});
