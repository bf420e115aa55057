import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATISTIC_DEFINITIONS } from '../../../src/contract/statistic-definitions';
import { EquityStatistics } from '../../../src/engine/statistics/equity-statistics';
import { type Performance, performanceOf } from '../../../src/engine/statistics/performance';
import { TradeStatistics } from '../../../src/engine/statistics/trade-statistics';

function performance(
  points: readonly number[],
  trades: readonly { net: number; hours: number }[],
  years: number,
  periodsPerYear: number,
): Performance {
  const equity = new EquityStatistics();
  for (const point of points) equity.add(point);
  const closed = new TradeStatistics();
  for (const { net, hours } of trades) closed.add(net, hours);
  return performanceOf({
    initialCapital: points[0]!,
    finalEquity: points.at(-1)!,
    equity,
    trades: closed,
    years,
    periodsPerYear,
  });
}

describe("the reference's metric vector", () => {
  const result = performance(
    [100_000, 101_000, 100_500, 102_000, 99_000, 99_500, 103_000],
    [
      { net: 1_000, hours: 5 },
      { net: -500, hours: 2 },
      { net: 2_000, hours: 8 },
      { net: 0, hours: 1 },
    ],
    365 / 365.25,
    252,
  );

  test('gives its figures wherever the definition is the same', () => {
    expect(result.totalReturn).toBeCloseTo(0.03, 12);
    expect(result.annualisedReturn).toBeCloseTo(0.0300208533, 10);
    expect(result.volatility).toBeCloseTo(0.3119638545, 10);
    expect(result.sharpe).toBeCloseTo(4.1452203203, 9);
    expect(result.sortino).toBeCloseTo(6.6604354873, 9);
    expect(result.maxDrawdown).toBeCloseTo(0.0294117647, 10);
    expect(result.calmar).toBeCloseTo(1.0207090135, 9);
    expect(result.winRate).toBe(0.5);
    expect(result.profitFactor).toBe(6);
    expect([result.averageWin, result.averageLoss, result.averageHoldHours]).toEqual([1_500, -500, 4]);
  });

  test('mends the drawdown in money: from the peak it fell from, not from the last one', () => {
    // The reference multiplies the fraction by the final peak: 3029.4117647, recovery 0.9902912621.
    expect((result.maxDrawdown * 103_000).toFixed(7)).toBe('3029.4117647');
    expect(result.maxDrawdownAmount).toBe(3_000);
    expect(result.recoveryFactor).toBe(1);
  });

  test('annualises by the periods of a year it is told, where the reference always takes 252', () => {
    const hourly = performance([100, 101, 100.5], [], 1, 6_048);
    const daily = performance([100, 101, 100.5], [], 1, 252);
    expect(hourly.sharpe! / daily.sharpe!).toBeCloseTo(Math.sqrt(24), 12);
  });
});

describe('figures that are not defined', () => {
  test('are null, and Sharpe is 0 when equity never moves', () => {
    const flat = performance([100, 100, 100], [], 1, 252);
    expect(flat).toMatchObject({
      totalReturn: 0,
      annualisedReturn: 0,
      volatility: 0,
      sharpe: 0,
      sortino: null,
      calmar: null,
      maxDrawdown: 0,
      recoveryFactor: null,
      winRate: null,
      profitFactor: null,
      averageWin: null,
      averageLoss: null,
      averageHoldHours: null,
      trades: 0,
    });
  });

  test('profit factor is null without a loss and 0 without a win', () => {
    expect(performance([1, 2], [{ net: 1, hours: 1 }], 1, 252).profitFactor).toBeNull();
    expect(performance([1, 2], [{ net: -1, hours: 1 }], 1, 252).profitFactor).toBe(0);
  });

  test('a lost account has no annual growth, and no figure is NaN or infinite', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.record({ net: fc.double({ min: -1e5, max: 1e5, noNaN: true }), hours: fc.nat(100) })),
        (points, trades) => {
          const result = performance([1_000, ...points], trades, 0.0001, 252);
          for (const value of Object.values(result)) expect(value === null || Number.isFinite(value)).toBe(true);
        },
      ),
    );
    expect(performance([1_000, -5], [], 1, 252).annualisedReturn).toBeNull();
  });
});

describe('equity statistics', () => {
  test('agree with two passes over the points', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 }), (points) => {
        const statistics = new EquityStatistics();
        for (const point of points) statistics.add(point);
        const returns = points.slice(1).map((point, i) => point / points[i]! - 1);
        const mean = returns.reduce((total, r) => total + r, 0) / returns.length;
        const variance = returns.reduce((total, r) => total + (r - mean) ** 2, 0) / returns.length;
        const size = Math.max(...returns.map(Math.abs), 1);
        expect(Math.abs(statistics.returns.mean - mean) / size).toBeLessThan(1e-12);
        expect(Math.abs(statistics.returns.deviation - Math.sqrt(variance)) / size).toBeLessThan(1e-7);
        const drawdowns = points.map((point, i) => 1 - point / Math.max(...points.slice(0, i + 1)));
        expect(statistics.maxDrawdown).toBeCloseTo(Math.max(...drawdowns), 12);
        expect(statistics.drawdown).toBeCloseTo(drawdowns.at(-1)!, 12);
      }),
    );
  });

  test('go on from a snapshot as if nothing had happened', () => {
    const [whole, first] = [new EquityStatistics(), new EquityStatistics()];
    const points = [100, 104, 99, 101, 107, 95, 96];
    for (const point of points) whole.add(point);
    for (const point of points.slice(0, 4)) first.add(point);
    const second = new EquityStatistics();
    second.restore(structuredClone(first.snapshot()));
    for (const point of points.slice(4)) second.add(point);
    expect(second.snapshot()).toEqual(whole.snapshot());
  });
});

test('every statistic has a label, a formula and a convention of its own', () => {
  const keys = STATISTIC_DEFINITIONS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { label, formula, convention } of STATISTIC_DEFINITIONS) {
    expect([label, formula, convention].every((text) => text.length > 3)).toBe(true);
  }
});
