import { pow } from '../math/pow';
import type { EquityStatistics } from './equity-statistics';
import type { TradeStatistics } from './trade-statistics';

/** Deviations below this are rounding noise, not risk. */
const NO_DEVIATION = 1e-10;
/** Shorter ranges are taken for this long, so that annualising stays finite. */
const SHORTEST_YEARS = 0.001;

/** Statistics of a backtest; a figure that is not defined is null. Formulas and conventions: `STATISTIC_DEFINITIONS`. */
export interface Performance {
  readonly totalReturn: number;
  readonly annualisedReturn: number | null;
  readonly volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly maxDrawdown: number;
  readonly maxDrawdownAmount: number;
  /** Net gain over the largest drawdown in money. */
  readonly recoveryFactor: number | null;
  readonly winRate: number | null;
  readonly profitFactor: number | null;
  readonly averageWin: number | null;
  readonly averageLoss: number | null;
  readonly averageHoldHours: number | null;
  readonly trades: number;
}

export interface PerformanceInput {
  readonly initialCapital: number;
  readonly finalEquity: number;
  readonly equity: EquityStatistics;
  readonly trades: TradeStatistics;
  readonly years: number;
  readonly periodsPerYear: number;
}

const defined = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function performanceOf(input: PerformanceInput): Performance {
  const { initialCapital, finalEquity, equity, trades } = input;
  const growth = finalEquity / initialCapital;
  const annualised = growth > 0 ? pow(growth, 1 / Math.max(input.years, SHORTEST_YEARS)) - 1 : Number.NaN;
  const root = Math.sqrt(input.periodsPerYear);
  const { mean, deviation } = equity.returns;
  const downside = equity.losses.deviation;
  const { maxDrawdown, maxDrawdownAmount } = equity;
  return {
    totalReturn: growth - 1,
    annualisedReturn: defined(annualised),
    volatility: defined(deviation * root),
    sharpe: deviation <= NO_DEVIATION ? 0 : defined((mean / deviation) * root),
    sortino: downside <= NO_DEVIATION ? null : defined((mean / downside) * root),
    calmar: defined(annualised / maxDrawdown),
    maxDrawdown,
    maxDrawdownAmount,
    recoveryFactor: defined((finalEquity - initialCapital) / maxDrawdownAmount),
    winRate: defined(trades.winRate),
    profitFactor: defined(trades.profitFactor),
    averageWin: defined(trades.averageWin),
    averageLoss: defined(trades.averageLoss),
    averageHoldHours: defined(trades.averageHoldHours),
    trades: trades.count,
  };
}
