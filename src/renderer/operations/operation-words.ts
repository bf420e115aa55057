import type { CancelReason } from '../../contract/cancellation';
import type { FailureCode } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { OperationResult } from '../../contract/results';
import { countOf, figure, ordinal, percent, signedPercent } from '../format/figure';

/** What a type is called in lists and headings. */
export const TYPE_NAMES: Readonly<Record<OperationType, string>> = {
  data_load: 'Import',
  training: 'Training',
  backtesting: 'Backtest',
  indicator_compute: 'Indicators',
  fuzzy_analysis: 'Fuzzy analysis',
  dummy: 'Demonstration',
  agent_research: 'Research',
  agent_design: 'Design',
  agent_assessment: 'Assessment',
};

/** The title main gives to every demonstration says no more than its type. */
const SILENT_TITLES = ['Dummy', 'Demonstration'];

/** What was named by a person, or null when the type says it all. */
export const ownTitle = (operation: Operation): string | null =>
  SILENT_TITLES.includes(operation.metadata.title) ? null : operation.metadata.title;

/** `Training sp500_pullback`: the name by which people and tests find an operation. */
export const fullTitle = (operation: Operation): string =>
  [TYPE_NAMES[operation.type], ownTitle(operation)].filter(Boolean).join(' ');

/** `SPX · 1d · seed 7`, whatever of it there is. */
export const subjectWords = ({ metadata }: Operation): string =>
  [metadata.symbol, metadata.timeframe, metadata.seed === null ? null : `seed ${metadata.seed}`]
    .filter((part) => part !== null)
    .join(' · ');

const REASONS: Readonly<Record<CancelReason, string>> = {
  user: 'Cancelled',
  paused: 'Paused',
  shutdown: 'Stopped when Tradewind was closed',
  parent: 'Stopped together with what it belonged to',
  timeout: 'Stopped because it took too long',
  superseded: 'Replaced by a newer run',
};
export const reasonWords = (reason: CancelReason): string => REASONS[reason];

/** The failure in two or three words, for where its sentence has no room. */
const FAILURES: Readonly<Record<FailureCode, string>> = {
  bad_arguments: 'Input not accepted',
  bad_csv: 'File not readable',
  bad_strategy: 'Strategy not valid',
  dataset_missing: 'Data missing',
  empty_range: 'No bars in the range',
  file_missing: 'File missing',
  label_collapse: 'Labels of one kind only',
  model_mismatch: 'Model does not fit',
  profile_unusable: 'Folder not usable',
  too_few_rows: 'Too few rows',
  unknown_model: 'Model missing',
  unknown_operation: 'Operation missing',
  unknown_symbol: 'Unknown symbol',
  app_closed: 'Tradewind was closed',
  diverged: 'Training diverged',
  internal: 'Internal error',
  nondeterministic: 'Results differ',
  not_allowed: 'Not allowed',
  out_of_memory: 'Out of memory',
  profile_in_use: 'Folder in use',
  provider_failed: 'Data source failed',
  requested_failure: 'Failed as asked',
  storage_failed: 'Storage failed',
  worker_crashed: 'Worker stopped',
  worker_did_not_start: 'Worker did not start',
};
export const failureWords = (code: FailureCode): string => FAILURES[code];

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
}

/** What a person wants to know first of a result; the first one alone must do. */
export function keyFigures(result: OperationResult): readonly KeyFigure[] {
  switch (result.type) {
    case 'training':
      return [
        { label: 'accuracy', value: percent(result.testAccuracy) },
        { label: 'loss', value: figure(result.testLoss) },
      ];
    case 'backtesting':
      return [
        { label: 'return', value: signedPercent(result.totalReturn) },
        { label: 'Sharpe', value: figure(result.sharpe) },
      ];
    case 'data_load':
      return [{ label: '', value: countOf(result.bars, 'bar') }];
    case 'dummy':
      return [{ label: '', value: countOf(result.steps, 'step') }];
  }
}

/** `Queued, 1st` or `Waiting`. */
export const queueWords = (position: number | null): string =>
  position === null ? 'Waiting' : `Queued, ${ordinal(position)}`;
