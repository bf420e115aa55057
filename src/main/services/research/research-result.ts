import type { Candidate } from '../../../contract/requests';
import type { AgentAssessmentResult, AgentResearchResult } from '../../../contract/results';

/** What a research comes to: the words of its assessment, and where its best variant is found. */
export function researchResult(
  candidates: readonly Candidate[],
  { best, summary, candidates: verdicts }: AgentAssessmentResult,
): AgentResearchResult {
  const verdict = verdicts.find(({ variant }) => variant === best) ?? null;
  return {
    type: 'agent_research',
    verdict: verdict?.verdict ?? 'rejected',
    best,
    bestTrainingOperationId: verdict?.trainingOperationId ?? null,
    bestBacktestingOperationId: verdict?.backtestingOperationId ?? null,
    summary,
    variants: candidates.length,
  };
}
