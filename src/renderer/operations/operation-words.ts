import type { CancelReason } from '../../contract/cancellation';
import type { FailureCode } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { AgentAssessmentResult, AgentResearchResult, OperationResult } from '../../contract/results';
import { count, countOf, figure, ordinal, percent, signedPercent } from '../format/figure';
import { FAILURE_ADVICE, REASON_ADVICE } from './failure-advice';

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
  [kindWords(operation), ownTitle(operation)].filter(Boolean).join(' ');

/** What is done: `Training`, or `Verify · Training` for a run that is there to compare hashes. */
export const kindWords = ({ type, origin }: Operation): string =>
  origin?.kind === 'verify' ? `Verify · ${TYPE_NAMES[type]}` : TYPE_NAMES[type];

/** Which of several it is: `variant 2`, `2nd attempt`, `run again`; empty for most. */
export function runWords({ metadata, attempt, origin }: Operation): string {
  const { variant } = metadata.parameters;
  return [
    typeof variant === 'number' ? `variant ${variant}` : null,
    attempt > 1 ? `${ordinal(attempt)} attempt` : null,
    origin?.kind === 'retry' ? 'run again' : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** `SPX · 1d · seed 7`, whatever of it there is. */
export const subjectWords = ({ metadata }: Operation): string =>
  [metadata.symbol, metadata.timeframe, metadata.seed === null ? null : `seed ${metadata.seed}`]
    .filter((part) => part !== null)
    .join(' · ');

export const reasonWords = (reason: CancelReason): string => REASON_ADVICE[reason].title;

/** The failure in two or three words, for where its sentence has no room. */
export const failureWords = (code: FailureCode): string => FAILURE_ADVICE[code].title;

export const VERDICT_WORDS: Readonly<Record<AgentResearchResult['verdict'], string>> = {
  strong: 'Strong',
  promising: 'Promising',
  weak: 'Weak',
  rejected: 'Rejected',
};

const bestVerdict = ({ candidates, best }: AgentAssessmentResult): AgentResearchResult['verdict'] =>
  candidates.find((one) => one.variant === best)?.verdict ?? 'rejected';

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
    case 'agent_design':
      return [
        { label: '', value: countOf(result.features.length, 'feature') },
        { label: 'rows', value: count(result.usableRows) },
      ];
    case 'agent_assessment':
      return [
        { label: '', value: VERDICT_WORDS[bestVerdict(result)] },
        { label: '', value: countOf(result.candidates.length, 'variant') },
      ];
    case 'agent_research':
      return [
        { label: '', value: VERDICT_WORDS[result.verdict] },
        { label: '', value: countOf(result.variants, 'variant') },
      ];
  }
}
