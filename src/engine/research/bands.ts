import type { BacktestingResult, CandidateVerdict } from '../../contract/results';
import { type Condition, check } from './condition';

/** What a backtest that passed its gate has to show to be worth pursuing. */
export const PROMISING_CONDITIONS: readonly Condition<BacktestingResult>[] = [
  ...bandOf({ trades: 5, sharpe: 0.5, maxDrawdown: 0.3 }),
  {
    id: 'total_return',
    label: 'Return',
    value: ({ totalReturn }) => totalReturn,
    bound: 'at least',
    limit: 0,
    unit: 'percent',
  },
];

/** And what makes it convincing by itself. */
export const STRONG_CONDITIONS: readonly Condition<BacktestingResult>[] = [
  ...bandOf({ trades: 20, sharpe: 1, maxDrawdown: 0.2 }),
  {
    id: 'profit_factor',
    label: 'Profit factor',
    value: ({ profitFactor }) => profitFactor,
    bound: 'at least',
    limit: 1.5,
    unit: 'ratio',
    undefinedMeets: 'no trade lost',
  },
  {
    id: 'excess_return',
    label: 'Return beyond buying and holding',
    value: ({ totalReturn, buyAndHoldReturn }) => totalReturn - buyAndHoldReturn,
    bound: 'at least',
    limit: 0,
    unit: 'percent',
  },
];

function bandOf(limits: { trades: number; sharpe: number; maxDrawdown: number }): Condition<BacktestingResult>[] {
  return [
    {
      id: 'trades',
      label: 'Number of trades',
      value: ({ trades }) => trades,
      bound: 'at least',
      limit: limits.trades,
      unit: 'count',
    },
    {
      id: 'sharpe',
      label: 'Sharpe ratio',
      value: ({ sharpe }) => sharpe,
      bound: 'at least',
      limit: limits.sharpe,
      unit: 'ratio',
    },
    {
      id: 'max_drawdown',
      label: 'Largest drawdown',
      value: ({ maxDrawdown }) => maxDrawdown,
      bound: 'at most',
      limit: limits.maxDrawdown,
      unit: 'percent',
    },
  ];
}

/** How good a backtest is that passed its gate, and why not better, or why so good. */
export function band(backtest: BacktestingResult): Pick<CandidateVerdict, 'verdict' | 'reasons'> {
  const missing = (conditions: readonly Condition<BacktestingResult>[], verdict: string): string[] =>
    conditions
      .map((condition) => check(condition, backtest, `that would make it ${verdict}`))
      .flatMap(({ met, sentence }) => (met ? [] : [sentence]));
  const reached = (conditions: readonly Condition<BacktestingResult>[], verdict: string): string[] =>
    conditions.map((condition) => check(condition, backtest, `that makes it ${verdict}`).sentence);

  const notPromising = missing(PROMISING_CONDITIONS, 'promising');
  if (notPromising.length > 0) return { verdict: 'weak', reasons: notPromising };
  const notStrong = missing(STRONG_CONDITIONS, 'strong');
  if (notStrong.length > 0) {
    return { verdict: 'promising', reasons: [...reached(PROMISING_CONDITIONS, 'promising'), ...notStrong] };
  }
  return { verdict: 'strong', reasons: reached(STRONG_CONDITIONS, 'strong') };
}
