import type { BacktestingResult, Gate, TrainingResult } from '../../contract/results';
import { log } from '../math/log';
import { CLASS_COUNT } from '../neural/network-shape';
import { type Condition, check } from './condition';

/** What the training gate looks at. */
export interface TrainedCandidate {
  readonly training: TrainingResult;
  /** Training loss of the first and of the last epoch. */
  readonly firstTrainLoss: number;
  readonly lastTrainLoss: number;
}

/**
 * The test loss is held against what guessing costs: a model that gives every class the same probability has a
 * cross-entropy of ln(classes) on any data. A quarter more leaves room for one that is too sure of itself now and then.
 */
export const TEST_LOSS_FACTOR = 1.25;
export const TEST_LOSS_LIMIT = TEST_LOSS_FACTOR * log(CLASS_COUNT);

/** In the order in which they are looked at; docs/decisions/research.md tells where the limits come from. */
export const TRAINING_CONDITIONS: readonly Condition<TrainedCandidate>[] = [
  {
    id: 'test_accuracy',
    label: 'Accuracy on the test part',
    value: ({ training }) => training.testAccuracy,
    bound: 'at least',
    limit: 0.1,
    unit: 'percent',
  },
  {
    id: 'test_loss',
    label: 'Loss on the test part',
    value: ({ training }) => training.testLoss,
    bound: 'at most',
    limit: TEST_LOSS_LIMIT,
    unit: 'ratio',
  },
  {
    id: 'loss_decrease',
    label: 'Decrease of the training loss',
    value: lossDecrease,
    bound: 'at least',
    limit: -0.5,
    unit: 'percent',
  },
];

export const BACKTEST_CONDITIONS: readonly Condition<BacktestingResult>[] = [
  {
    id: 'trades',
    label: 'Number of trades',
    value: ({ trades }) => trades,
    bound: 'at least',
    limit: 1,
    unit: 'count',
  },
  {
    id: 'win_rate',
    label: 'Win rate',
    value: ({ winRate }) => winRate,
    bound: 'at least',
    limit: 0.1,
    unit: 'percent',
  },
  {
    id: 'max_drawdown',
    label: 'Largest drawdown',
    value: ({ maxDrawdown }) => maxDrawdown,
    bound: 'at most',
    limit: 0.4,
    unit: 'percent',
  },
  {
    id: 'sharpe',
    label: 'Sharpe ratio',
    value: ({ sharpe }) => sharpe,
    bound: 'at least',
    limit: -0.5,
    unit: 'ratio',
  },
];

/** Whether a training is worth a backtest. */
export const trainingGate = (candidate: TrainedCandidate): Gate[] =>
  TRAINING_CONDITIONS.map((condition) => gateOf('training', condition, candidate));

/** Whether a backtest is worth a second look. */
export const backtestGate = (backtest: BacktestingResult): Gate[] =>
  BACKTEST_CONDITIONS.map((condition) => gateOf('backtest', condition, backtest));

export const passes = (gates: readonly Gate[]): boolean => gates.every(({ passed }) => passed);

function gateOf<Subject>(stage: Gate['stage'], condition: Condition<Subject>, subject: Subject): Gate {
  const { id, label, value, limit, met, sentence } = check(
    condition,
    subject,
    condition.bound === 'at least' ? 'it needs' : 'it may be',
  );
  return { stage, id, label, value, limit, passed: met, reason: sentence };
}

/** As a share of the first epoch's loss; negative when it rose. */
function lossDecrease({ firstTrainLoss, lastTrainLoss }: TrainedCandidate): number | null {
  if (firstTrainLoss > 0) return (firstTrainLoss - lastTrainLoss) / firstTrainLoss;
  return lastTrainLoss > firstTrainLoss ? null : 0;
}
