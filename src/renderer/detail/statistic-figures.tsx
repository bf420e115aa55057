import type { BacktestingResult } from '../../contract/results';
import {
  STATISTIC_DEFINITIONS,
  type StatisticDefinition,
  type StatisticKey,
} from '../../contract/statistic-definitions';
import { duration } from '../format/duration';
import { amount, count, exact, figure, NO_FIGURE, percent, signedPercent } from '../format/figure';
import type { Figure } from '../ui/figures';
import { Explanation } from './explanation';

/** Returns carry their sign; other fractions are shares. */
const SIGNED: readonly StatisticKey[] = ['totalReturn', 'annualisedReturn', 'buyAndHoldReturn'];

function shown({ key, unit }: StatisticDefinition, value: number | null): string {
  if (value === null) return NO_FIGURE;
  switch (unit) {
    case 'fraction':
      return (SIGNED as readonly string[]).includes(key) ? signedPercent(value) : percent(value);
    case 'money':
      return amount(value);
    case 'hours':
      return duration(value * 3_600_000);
    case 'count':
      return count(value);
    case 'ratio':
      return figure(value);
  }
}

/** The statistics of a backtest in reading order, or only those named. */
export function statisticFigures(result: BacktestingResult, keys?: readonly StatisticKey[]): readonly Figure[] {
  const chosen = keys
    ? keys.flatMap((key) => STATISTIC_DEFINITIONS.filter((one) => one.key === key))
    : STATISTIC_DEFINITIONS;
  return chosen.map((definition) => {
    const value = result[definition.key];
    return {
      label: definition.label,
      value: shown(definition, value),
      explanation: (
        <Explanation
          formula={definition.formula}
          convention={definition.convention}
          exact={value === null ? 'not defined here' : exact(value)}
        />
      ),
    };
  });
}
