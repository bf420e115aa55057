import type { OperationOf } from '../../contract/operation';
import type { BacktestingResult } from '../../contract/results';
import { signedPercent } from '../format/figure';
import { relativeTime } from '../format/moment';

export interface ComparedRun {
  readonly operation: OperationOf<'completed'>;
  readonly result: BacktestingResult;
  /** Short and unlike those of its neighbours. */
  readonly name: string;
  readonly color: string;
}

const COLOURS = ['var(--tw-equity)', 'var(--tw-train)', 'var(--tw-validation)', 'var(--tw-short)'] as const;

/** As many as stay readable beside each other. */
export const MOST_COMPARED = COLOURS.length;

/** Finished backtests as they are compared: in order, each with a letter and a colour of its own. */
export function comparedRuns(operations: readonly OperationOf<'completed'>[]): readonly ComparedRun[] {
  return operations.slice(0, MOST_COMPARED).flatMap((operation, index) => {
    if (operation.result.type !== 'backtesting') return [];
    const letter = String.fromCharCode(65 + index);
    return [
      {
        operation,
        result: operation.result,
        name: `${letter} · ${operation.metadata.title}`,
        color: COLOURS[index] ?? '',
      },
    ];
  });
}

/** What tells a backtest from the others in a choice. */
export function backtestLabel({ metadata, result, completedAt }: OperationOf<'completed'>, now: number): string {
  const gain = result.type === 'backtesting' ? ` · ${signedPercent(result.totalReturn)}` : '';
  const subject = [metadata.symbol, metadata.timeframe].filter(Boolean).join(' ');
  return `${metadata.title} · ${subject}${gain} · ${relativeTime(completedAt, now)}`;
}
