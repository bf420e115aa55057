import { describe, expect, test } from 'vitest';
import { backtestGate, passes, TEST_LOSS_LIMIT, trainingGate } from '../../../src/engine/research/gates';
import { backtestWith, candidateOf, trainedWith } from './candidates';

const trained = (testAccuracy: number, testLoss: number, firstTrainLoss = 1.1, lastTrainLoss = 0.9) =>
  trainingGate(
    candidateOf(1, null, { training: trainedWith({ testAccuracy, testLoss }), firstTrainLoss, lastTrainLoss }),
  );

const failedReasons = (gates: ReturnType<typeof trainingGate>) =>
  gates.flatMap(({ passed, reason }) => (passed ? [] : [reason]));

describe('the training gate', () => {
  test('is looked at in its order and lets an ordinary training through', () => {
    const gates = trained(0.47, 1.05);
    expect(gates.map(({ stage, id }) => `${stage} ${id}`)).toEqual([
      'training test_accuracy',
      'training test_loss',
      'training loss_decrease',
    ]);
    expect(passes(gates)).toBe(true);
    expect(gates.map(({ reason }) => reason)).toEqual([
      'Accuracy on the test part is 47.0 %, at or above the 10 % it needs.',
      'Loss on the test part is 1.05, at or below the 1.373 it may be.',
      'Decrease of the training loss is 18.2 %, at or above the -50 % it needs.',
    ]);
  });

  test('lets a model through that guesses: three equal probabilities cost ln 3', () => {
    expect(passes(trained(0.34, Math.log(3)))).toBe(true);
    expect(TEST_LOSS_LIMIT).toBeCloseTo(1.25 * Math.log(3), 14);
  });

  test.each([
    ['accuracy', trained(0.05, 1), 'Accuracy on the test part is 5.0 %, below the 10 % it needs.'],
    ['accuracy by a hair', trained(0.09999, 1), 'Accuracy on the test part is 9.999 %, below the 10 % it needs.'],
    ['loss', trained(0.5, 1.6), 'Loss on the test part is 1.60, above the 1.373 it may be.'],
    ['loss by a hair', trained(0.5, 1.3739), 'Loss on the test part is 1.374, above the 1.373 it may be.'],
    [
      'rise of the loss',
      trained(0.5, 1, 1, 1.8),
      'Decrease of the training loss is -80.0 %, below the -50 % it needs.',
    ],
    [
      'a loss that rose from nothing',
      trained(0.5, 1, 0, 1),
      'Decrease of the training loss is not defined and counts as below the -50 % it needs.',
    ],
  ])('holds back for %s, with the figures', (_, gates, reason) => {
    expect(failedReasons(gates)).toEqual([reason]);
  });

  test('takes each limit itself as passed', () => {
    expect(passes(trained(0.1, TEST_LOSS_LIMIT, 1, 1.5))).toBe(true);
    expect(passes(trained(0.1, 1, 0, 0))).toBe(true);
  });
});

describe('the backtest gate', () => {
  test('is looked at in its order', () => {
    expect(backtestGate(backtestWith()).map(({ stage, id, limit }) => [stage, id, limit])).toEqual([
      ['backtest', 'trades', 1],
      ['backtest', 'win_rate', 0.1],
      ['backtest', 'max_drawdown', 0.4],
      ['backtest', 'sharpe', -0.5],
    ]);
  });

  test('lets through what is just good enough', () => {
    const limits = backtestWith({ trades: 1, winRate: 0.1, maxDrawdown: 0.4, sharpe: -0.5 });
    expect(passes(backtestGate(limits))).toBe(true);
  });

  test.each([
    [{ winRate: 0.05 }, 'Win rate is 5.0 %, below the 10 % it needs.'],
    [{ maxDrawdown: 0.55 }, 'Largest drawdown is 55.0 %, above the 40 % it may be.'],
    [{ sharpe: -0.62 }, 'Sharpe ratio is -0.62, below the -0.5 it needs.'],
    [{ sharpe: null }, 'Sharpe ratio is not defined and counts as below the -0.5 it needs.'],
  ])('holds back %o', (given, reason) => {
    expect(failedReasons(backtestGate(backtestWith(given)))).toEqual([reason]);
  });

  test('names a backtest without a trade for what it is, first', () => {
    const [first] = failedReasons(backtestGate(backtestWith({ trades: 0, winRate: null, sharpe: null })));
    expect(first).toBe('Number of trades is 0, below the 1 it needs.');
  });
});
