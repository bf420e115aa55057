import { type AgentAssessmentResult, type CandidateVerdict, VERDICTS } from '../../contract/results';
import type { JobSpecOf } from '../../contract/worker-protocol';
import { type CanonicalColumn, float64Column, int32Column, textColumn } from '../math/canonical-bytes';
import { band } from './bands';
import { backtestGate, trainingGate } from './gates';

/** A variant with all that is known about it. */
export type AssessedCandidate = JobSpecOf<'agent_assessment'>['candidates'][number];
export type Assessment = Pick<AgentAssessmentResult, 'candidates' | 'best' | 'summary'>;

/** Judges every candidate by itself and names the best of them. */
export function assess(candidates: readonly AssessedCandidate[]): Assessment {
  const verdicts = candidates.map(verdictOf);
  const best = bestOf(candidates, verdicts);
  const summary = best === null ? allRejected(verdicts) : inWords(best, verdicts.length);
  return { candidates: verdicts, best: best?.verdict.variant ?? null, summary };
}

/** Gates of both stages as far as it came, and the band of one that passed all. */
export function verdictOf(candidate: AssessedCandidate): CandidateVerdict {
  const { variant, trainingOperationId, backtestingOperationId, backtesting } = candidate;
  const ids = { variant, trainingOperationId, backtestingOperationId };
  const training = trainingGate(candidate);
  const gates = backtesting === null ? training : [...training, ...backtestGate(backtesting)];
  const failed = gates.flatMap(({ passed, reason }) => (passed ? [] : [reason]));
  if (failed.length > 0) return { ...ids, verdict: 'rejected', gates, reasons: failed };
  if (backtesting === null) {
    return { ...ids, verdict: 'rejected', gates, reasons: ['It was not backtested, so nothing speaks for it.'] };
  }
  return { ...ids, gates, ...band(backtesting) };
}

/**
 * What an assessment says, as columns in the order they are hashed. The ids of operations are left out: two researches
 * that found the same have the same hash.
 */
export function assessmentHashColumns({ candidates, best, summary }: Assessment): CanonicalColumn[] {
  const gates = candidates.flatMap((candidate) => candidate.gates);
  return [
    int32Column(
      'variant',
      candidates.map(({ variant }) => variant),
    ),
    textColumn(
      'verdict',
      candidates.map(({ verdict }) => verdict),
    ),
    int32Column(
      'gates',
      candidates.map((candidate) => candidate.gates.length),
    ),
    textColumn(
      'gate',
      gates.map(({ stage, id }) => `${stage}.${id}`),
    ),
    float64Column(
      'value',
      gates.map(({ value }) => value ?? Number.NaN),
    ),
    float64Column(
      'limit',
      gates.map(({ limit }) => limit),
    ),
    int32Column(
      'passed',
      gates.map(({ passed }) => (passed ? 1 : 0)),
    ),
    textColumn(
      'reasons',
      candidates.map(({ reasons }) => reasons.join('\n')),
    ),
    textColumn('summary', [summary]),
    int32Column('best', [best ?? 0]),
  ];
}

interface Best {
  readonly verdict: CandidateVerdict;
  readonly backtesting: NonNullable<AssessedCandidate['backtesting']>;
}

/** By verdict, then Sharpe ratio, then return; of equals the first. */
function bestOf(candidates: readonly AssessedCandidate[], verdicts: readonly CandidateVerdict[]): Best | null {
  const standing = verdicts.flatMap((verdict, index): Best[] => {
    const backtesting = candidates[index]?.backtesting ?? null;
    return verdict.verdict === 'rejected' || backtesting === null ? [] : [{ verdict, backtesting }];
  });
  return standing.reduce<Best | null>((best, next) => (best === null || isBetter(next, best) ? next : best), null);
}

function isBetter(a: Best, b: Best): boolean {
  const rank = VERDICTS.indexOf(a.verdict.verdict) - VERDICTS.indexOf(b.verdict.verdict);
  if (rank !== 0) return rank < 0;
  const sharpe =
    (a.backtesting.sharpe ?? Number.NEGATIVE_INFINITY) - (b.backtesting.sharpe ?? Number.NEGATIVE_INFINITY);
  return sharpe === 0 || Number.isNaN(sharpe) ? a.backtesting.totalReturn > b.backtesting.totalReturn : sharpe > 0;
}

function inWords({ verdict, backtesting }: Best, count: number): string {
  const { sharpe, totalReturn, maxDrawdown, trades } = backtesting;
  const who =
    count === 1
      ? `The strategy is ${verdict.verdict}`
      : `Variant ${verdict.variant} is the best of ${count} and ${verdict.verdict}`;
  const figures = [
    `return ${percent(totalReturn)}`,
    ...(sharpe === null ? [] : [`Sharpe ratio ${sharpe.toFixed(2)}`]),
    `largest drawdown ${percent(maxDrawdown)}`,
    trades === 1 ? '1 trade' : `${trades} trades`,
  ];
  return `${who}: ${figures.join(', ')}.`;
}

function allRejected(verdicts: readonly CandidateVerdict[]): string {
  if (verdicts.length === 1) return `The strategy was rejected. ${verdicts[0]?.reasons[0]}`;
  const reasons = verdicts.map(({ variant, reasons: [first] }) => `Variant ${variant}: ${first}`);
  return [`All ${verdicts.length} variants were rejected.`, ...reasons].join(' ');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
