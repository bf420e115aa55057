import { operationIdOf } from '../../../src/contract/identifiers';
import type { BacktestingResult, TrainingResult } from '../../../src/contract/results';
import type { AssessedCandidate } from '../../../src/engine/research/assess';
import { backtestingResult, trainingResult } from '../../main/operations/operation-samples';

const idOf = (type: 'training' | 'backtesting', variant: number) =>
  operationIdOf(type, new Date(0), variant.toString(16).padStart(8, '0'));

export const trainedWith = (given: Partial<TrainingResult> = {}): TrainingResult => ({
  ...trainingResult,
  testAccuracy: 0.5,
  testLoss: 1,
  ...given,
});

/** A backtest that is weak as it stands: it passes the gate and nothing more. */
export const backtestWith = (given: Partial<BacktestingResult> = {}): BacktestingResult => ({
  ...backtestingResult(idOf('training', 1)),
  trades: 3,
  winRate: 0.5,
  sharpe: 0.2,
  maxDrawdown: 0.1,
  totalReturn: 0.01,
  buyAndHoldReturn: 0.05,
  profitFactor: 1.1,
  ...given,
});

export const strongBacktest = backtestWith({
  trades: 34,
  sharpe: 1.32,
  maxDrawdown: 0.081,
  totalReturn: 0.184,
  profitFactor: 1.8,
});

export function candidateOf(
  variant: number,
  backtesting: BacktestingResult | null,
  given: Partial<Pick<AssessedCandidate, 'training' | 'firstTrainLoss' | 'lastTrainLoss'>> = {},
): AssessedCandidate {
  return {
    variant,
    trainingOperationId: idOf('training', variant),
    backtestingOperationId: backtesting === null ? null : idOf('backtesting', variant),
    training: trainedWith(),
    firstTrainLoss: 1.1,
    lastTrainLoss: 0.9,
    backtesting,
    ...given,
  };
}
