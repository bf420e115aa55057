import type { OperationId } from '../../src/contract/identifiers';
import type {
  AgentAssessmentResult,
  AgentDesignResult,
  AgentResearchResult,
  CandidateVerdict,
} from '../../src/contract/results';
import { hexOf, trainingResult } from './window-api-operations';

export const designResult = (variants: number): AgentDesignResult => ({
  type: 'agent_design',
  features: trainingResult().features,
  bars: 5_104,
  usableRows: 5_054,
  range: { start: '2000-01-03T00:00:00.000Z', end: '2020-04-17T00:00:00.000Z', bars: 5_104 },
  trainClasses: { buy: 1_571, hold: 140, sell: 1_794 },
  classes: trainingResult().classes,
  variants: Array.from({ length: variants }, (_, index) => ({
    variant: index + 1,
    seed: 7 + index,
    overrides: index === 0 ? [] : ['training.learning_rate=0.004'],
    changes: index === 0 ? [] : ['Learning rate 0.004 instead of 0.002'],
  })),
  designHash: hexOf(77).repeat(8),
  engineVersion: '2',
});

/** The first variant stands, every other one failed the gate of its training. */
export function assessmentResult(
  trainings: readonly OperationId[],
  backtests: readonly OperationId[],
): AgentAssessmentResult {
  const candidates = trainings.map((trainingOperationId, index): CandidateVerdict => {
    const stands = index === 0;
    return {
      variant: index + 1,
      trainingOperationId,
      backtestingOperationId: stands ? (backtests[0] ?? null) : null,
      verdict: stands ? 'promising' : 'rejected',
      gates: [
        {
          stage: 'training',
          id: 'accuracy',
          label: 'Test accuracy',
          value: stands ? 0.561 : 0.084,
          limit: 0.1,
          passed: stands,
          reason: stands ? 'Accuracy 56.1 % is at least 10 %.' : 'Accuracy 8.4 % is below 10 %.',
        },
        ...(stands
          ? [
              {
                stage: 'backtest' as const,
                id: 'win_rate',
                label: 'Win rate',
                value: 0.571,
                limit: 0.1,
                passed: true,
                reason: 'Win rate 57.1 % is at least 10 %.',
              },
              {
                stage: 'backtest' as const,
                id: 'sharpe',
                label: 'Sharpe ratio',
                value: 1.104,
                limit: -0.5,
                passed: true,
                reason: 'Sharpe 1.10 is at least −0.50.',
              },
            ]
          : []),
      ],
      reasons: [stands ? 'It passed every gate with a Sharpe ratio above 1.' : 'Its training did not pass its gate.'],
    };
  });
  return {
    type: 'agent_assessment',
    candidates,
    best: 1,
    summary: 'Variant 1 is promising: +14.2 % against +22.3 % of buying and holding, with a third of the drawdown.',
    assessmentHash: hexOf(78).repeat(8),
    engineVersion: '2',
  };
}

export const researchResult = (
  trainings: readonly OperationId[],
  backtests: readonly OperationId[],
): AgentResearchResult => ({
  type: 'agent_research',
  verdict: 'promising',
  best: 1,
  bestTrainingOperationId: trainings[0] ?? null,
  bestBacktestingOperationId: backtests[0] ?? null,
  summary: assessmentResult(trainings, backtests).summary,
  variants: Math.max(1, trainings.length),
});
