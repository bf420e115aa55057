import type { BacktestingResult } from './results';

export type StatisticUnit = 'money' | 'fraction' | 'ratio' | 'hours' | 'count';

export interface StatisticDefinition {
  readonly key: keyof BacktestingResult;
  readonly label: string;
  readonly unit: StatisticUnit;
  /** How the figure is computed, in one line. */
  readonly formula: string;
  /** The choices behind it that others make differently. */
  readonly convention: string;
}

/**
 * Every statistic of a backtest with its formula and convention, in the order a person reads them. Equity points: one
 * per bar of the range, at its close; the last one after the forced close.
 */
export const STATISTIC_DEFINITIONS = [
  {
    key: 'totalReturn',
    label: 'Total return',
    unit: 'fraction',
    formula: 'final equity ÷ initial capital − 1',
    convention: 'After all commissions and slippage, the forced close at the end included. Not annualised.',
  },
  {
    key: 'annualisedReturn',
    label: 'Annualised return',
    unit: 'fraction',
    formula: '(final equity ÷ initial capital) ^ (1 ÷ years) − 1',
    convention:
      'Compound growth. Years of 365.25 days from the start of the first to the end of the last bar, at least 0.001.',
  },
  {
    key: 'buyAndHoldReturn',
    label: 'Buy and hold',
    unit: 'fraction',
    formula: 'last close ÷ first close − 1',
    convention: 'The same range, the whole capital, without costs and dividends.',
  },
  {
    key: 'sharpe',
    label: 'Sharpe ratio',
    unit: 'ratio',
    formula: 'mean(returns) ÷ deviation(returns) × √periods per year',
    convention:
      'Simple returns per bar, flat bars included; risk-free rate 0; population deviation. 0 when equity never moves.',
  },
  {
    key: 'sortino',
    label: 'Sortino ratio',
    unit: 'ratio',
    formula: 'mean(returns) ÷ deviation(negative returns) × √periods per year',
    convention:
      'Population deviation of the negative returns around their own mean (others take the root mean square of all returns below 0). Not defined without two different losing bars.',
  },
  {
    key: 'calmar',
    label: 'Calmar ratio',
    unit: 'ratio',
    formula: 'annualised return ÷ maximum drawdown',
    convention: 'Over the whole range, not the last 36 months. Not defined without a drawdown.',
  },
  {
    key: 'volatility',
    label: 'Volatility',
    unit: 'fraction',
    formula: 'deviation(returns) × √periods per year',
    convention: 'Of the account, not of the market. Simple returns per bar, population deviation.',
  },
  {
    key: 'maxDrawdown',
    label: 'Maximum drawdown',
    unit: 'fraction',
    formula: 'max over points of (running peak − equity) ÷ running peak',
    convention: 'A positive fraction over the equity points at each close; moves within a bar are not seen.',
  },
  {
    key: 'winRate',
    label: 'Win rate',
    unit: 'fraction',
    formula: 'trades with a net gain ÷ all trades',
    convention: 'Net of both commissions. A trade that ends at exactly 0 counts as a trade, not as a win.',
  },
  {
    key: 'profitFactor',
    label: 'Profit factor',
    unit: 'ratio',
    formula: 'Σ net gains ÷ |Σ net losses|',
    convention: 'Net of both commissions. Not defined without a losing trade.',
  },
  {
    key: 'averageWin',
    label: 'Average win',
    unit: 'money',
    formula: 'Σ net gains ÷ trades won',
    convention: 'Net of both commissions.',
  },
  {
    key: 'averageLoss',
    label: 'Average loss',
    unit: 'money',
    formula: 'Σ net losses ÷ trades lost',
    convention: 'Net of both commissions; negative.',
  },
  {
    key: 'averageHoldHours',
    label: 'Average holding time',
    unit: 'hours',
    formula: 'mean of exit time − entry time',
    convention: 'Calendar hours, nights and weekends included.',
  },
  {
    key: 'exposure',
    label: 'Exposure',
    unit: 'fraction',
    formula: 'bars that close with an open position ÷ bars',
    convention:
      'Counts time, not money: a position takes about a quarter of the cash. A position closed by the end of the range counts in its last bar.',
  },
  {
    key: 'trades',
    label: 'Trades',
    unit: 'count',
    formula: 'entries with their exit',
    convention: 'A position open at the end is closed at the last close and counts.',
  },
  {
    key: 'bars',
    label: 'Bars',
    unit: 'count',
    formula: 'bars of the range',
    convention: 'The first 50 take no decision; bars before the range only warm indicators up.',
  },
  {
    key: 'periodsPerYear',
    label: 'Periods per year',
    unit: 'ratio',
    formula: 'bars ÷ years of the range',
    convention:
      'Daily bars between 242 and 262 a year count as 252. Ranges under 90 days: 252 daily, 52 weekly, intraday the bars of 252 days of 24 hours.',
  },
  {
    key: 'initialCapital',
    label: 'Initial capital',
    unit: 'money',
    formula: 'as asked for',
    convention: 'In the quote currency of the symbol.',
  },
  {
    key: 'finalEquity',
    label: 'Final equity',
    unit: 'money',
    formula: 'cash after the forced close',
    convention: 'Equals initial capital + Σ net results of all trades.',
  },
] as const satisfies readonly StatisticDefinition[];

export type StatisticKey = (typeof STATISTIC_DEFINITIONS)[number]['key'];
