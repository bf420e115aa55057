import { describe, expect, test } from 'vitest';
import { candidateVerdictSchema } from '../../../src/contract/results';
import { assess, assessmentHashColumns, verdictOf } from '../../../src/engine/research/assess';
import { sha256OfColumns } from '../../../src/workers/runtime/column-hash';
import { backtestWith, candidateOf, strongBacktest, trainedWith } from './candidates';

const promising = backtestWith({ trades: 8, sharpe: 0.7, totalReturn: 0.04 });
const lossy = { training: trainedWith({ testLoss: 2 }) };

describe('the verdict on a candidate', () => {
  test('is rejected with the reason when its training did not pass', () => {
    const verdict = candidateVerdictSchema.parse(verdictOf(candidateOf(1, null, lossy)));
    expect(verdict.verdict).toBe('rejected');
    expect(verdict.gates.map(({ stage }) => stage)).toEqual(['training', 'training', 'training']);
    expect(verdict.reasons).toEqual(['Loss on the test part is 2.00, above the 1.373 it may be.']);
  });

  test('is rejected with every reason when its backtest did not pass', () => {
    const verdict = verdictOf(candidateOf(1, backtestWith({ winRate: 0.05, sharpe: -2 })));
    expect(verdict.verdict).toBe('rejected');
    expect(verdict.gates).toHaveLength(7);
    expect(verdict.reasons).toEqual([
      'Win rate is 5.0 %, below the 10 % it needs.',
      'Sharpe ratio is -2.00, below the -0.5 it needs.',
    ]);
  });

  test('is rejected when nothing speaks for it', () => {
    expect(verdictOf(candidateOf(1, null))).toMatchObject({
      verdict: 'rejected',
      reasons: ['It was not backtested, so nothing speaks for it.'],
    });
  });

  test('is weak with what it lacks for more', () => {
    expect(verdictOf(candidateOf(1, backtestWith()))).toMatchObject({
      verdict: 'weak',
      reasons: [
        'Number of trades is 3, below the 5 that would make it promising.',
        'Sharpe ratio is 0.20, below the 0.5 that would make it promising.',
      ],
    });
  });

  test('is promising with what it has, and what it lacks for more', () => {
    expect(verdictOf(candidateOf(1, promising))).toMatchObject({
      verdict: 'promising',
      reasons: [
        'Number of trades is 8, at or above the 5 that makes it promising.',
        'Sharpe ratio is 0.70, at or above the 0.5 that makes it promising.',
        'Largest drawdown is 10.0 %, at or below the 30 % that makes it promising.',
        'Return is 4.0 %, at or above the 0 % that makes it promising.',
        'Number of trades is 8, below the 20 that would make it strong.',
        'Sharpe ratio is 0.70, below the 1 that would make it strong.',
        'Profit factor is 1.10, below the 1.5 that would make it strong.',
        'Return beyond buying and holding is -1.0 %, below the 0 % that would make it strong.',
      ],
    });
  });

  test('is strong with what makes it so; never losing a trade is good enough for a profit factor', () => {
    expect(verdictOf(candidateOf(1, { ...strongBacktest, profitFactor: null }))).toMatchObject({
      verdict: 'strong',
      reasons: [
        'Number of trades is 34, at or above the 20 that makes it strong.',
        'Sharpe ratio is 1.32, at or above the 1 that makes it strong.',
        'Largest drawdown is 8.1 %, at or below the 20 % that makes it strong.',
        'Profit factor is not defined as no trade lost and counts as at or above the 1.5 that makes it strong.',
        'Return beyond buying and holding is 13.4 %, at or above the 0 % that makes it strong.',
      ],
    });
  });
});

describe('an assessment', () => {
  test('names the best by verdict before anything else', () => {
    const weakButSharp = backtestWith({ trades: 3, sharpe: 4 });
    const { best, summary, candidates } = assess([
      candidateOf(1, weakButSharp),
      candidateOf(2, strongBacktest),
      candidateOf(3, null, lossy),
    ]);
    expect(candidates.map(({ verdict }) => verdict)).toEqual(['weak', 'strong', 'rejected']);
    expect(best).toBe(2);
    expect(summary).toBe(
      'Variant 2 is the best of 3 and strong: return 18.4 %, Sharpe ratio 1.32, largest drawdown 8.1 %, 34 trades.',
    );
  });

  test('among equal verdicts takes the higher Sharpe ratio, then the higher return, then the first', () => {
    const bestOf = (...backtests: ReturnType<typeof backtestWith>[]) =>
      assess(backtests.map((backtest, index) => candidateOf(index + 1, backtest))).best;
    expect(bestOf(backtestWith({ sharpe: 0.1 }), backtestWith({ sharpe: 0.3 }))).toBe(2);
    expect(bestOf(backtestWith({ totalReturn: 0.01 }), backtestWith({ totalReturn: 0.02 }))).toBe(2);
    expect(bestOf(backtestWith(), backtestWith())).toBe(1);
  });

  test('of one strategy that is alone speaks of the strategy', () => {
    expect(assess([candidateOf(1, backtestWith({ trades: 1 }))]).summary).toBe(
      'The strategy is weak: return 1.0 %, Sharpe ratio 0.20, largest drawdown 10.0 %, 1 trade.',
    );
    expect(assess([candidateOf(1, null, lossy)])).toMatchObject({
      best: null,
      summary: 'The strategy was rejected. Loss on the test part is 2.00, above the 1.373 it may be.',
    });
  });

  test('has no best when all were rejected, and says why of each', () => {
    const { best, summary } = assess([candidateOf(1, null, lossy), candidateOf(2, backtestWith({ winRate: 0.05 }))]);
    expect(best).toBeNull();
    expect(summary).toBe(
      'All 2 variants were rejected. Variant 1: Loss on the test part is 2.00, above the 1.373 it may be. ' +
        'Variant 2: Win rate is 5.0 %, below the 10 % it needs.',
    );
  });

  test('has a hash that depends on what was found and not on the ids of operations', () => {
    const hashOf = (...candidates: Parameters<typeof assess>[0]) =>
      sha256OfColumns(assessmentHashColumns(assess(candidates)));
    const one = candidateOf(1, promising);
    expect(hashOf({ ...one, trainingOperationId: candidateOf(9, null).trainingOperationId })).toBe(hashOf(one));
    expect(hashOf(candidateOf(1, { ...promising, sharpe: 0.71 }))).not.toBe(hashOf(one));
    expect(hashOf(candidateOf(2, promising))).not.toBe(hashOf(one));
  });
});
