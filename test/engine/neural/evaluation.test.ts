import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/engine/math/random';
import { classWeights } from '../../../src/engine/neural/cross-entropy';
import { evaluate, weightedScores } from '../../../src/engine/neural/evaluation';
import { initialParameters } from '../../../src/engine/neural/initial-parameters';
import { splitRows } from '../../../src/engine/neural/labelled-rows';
import { Network } from '../../../src/engine/neural/network';
import { randomRows } from '../../fixtures/random-rows';

describe('class weights', () => {
  test('are 1 / count, scaled to sum to the number of classes', () => {
    const weights = classWeights([10, 20, 40]);
    expect(weights[0]! + weights[1]! + weights[2]!).toBeCloseTo(3, 14);
    expect(weights[0]! / weights[1]!).toBeCloseTo(2, 14);
    expect(weights[0]! / weights[2]!).toBeCloseTo(4, 14);
  });

  test('are 0 for a class without rows', () => {
    expect([...classWeights([4, 0, 4])]).toEqual([1.5, 0, 1.5]);
  });
});

describe('weighted scores', () => {
  test('agree with a confusion matrix worked out by hand', () => {
    // buy: 4 of 6 found, predicted 5 times; hold: 3 of 6, predicted 5; sell: 2 of 3, predicted 5.
    const scores = weightedScores([4, 1, 1, 1, 3, 2, 0, 1, 2]);
    expect(scores.precision).toBeCloseTo((6 * (4 / 5) + 6 * (3 / 5) + 3 * (2 / 5)) / 15, 14);
    expect(scores.recall).toBeCloseTo(9 / 15, 14);
    expect(scores.f1).toBeCloseTo((6 * (8 / 11) + 6 * (6 / 11) + 3 * (4 / 8)) / 15, 14);
  });

  test('count a class that is never predicted as 0', () => {
    const scores = weightedScores([0, 4, 0, 0, 4, 0, 0, 2, 0]);
    expect(scores.precision).toBeCloseTo(0.4 * 0.4, 14);
    expect(scores.recall).toBeCloseTo(0.4, 14);
  });
});

describe('evaluate', () => {
  test('looks within a thousand rows and at the end, and counts each row once', () => {
    const rows = randomRows(3, 5_000, 3);
    const shape = { inputs: 3, hiddenLayers: [4], activation: 'relu', dropout: 0.5 } as const;
    const network = new Network(shape, initialParameters(shape, Random.fromSeed(1)));
    const looks: number[] = [];
    const { confusion, accuracy, loss } = evaluate(network, rows, { start: 100, end: 5_000 }, null, (done) =>
      looks.push(done),
    );
    expect(looks.at(-1)).toBe(4_900);
    looks.slice(1).forEach((done, i) => {
      expect(done - looks[i]!).toBeLessThanOrEqual(1_024);
    });
    expect(confusion.reduce((total, cell) => total + cell, 0)).toBe(4_900);
    expect((confusion[0]! + confusion[4]! + confusion[8]!) / 4_900).toBe(accuracy);
    expect(loss).toBeGreaterThan(0.9);
  });
});

describe('the split', () => {
  test('is sequential, rounds shares down and gives the rest to the test part', () => {
    expect(splitRows(101, { train: 0.7, validation: 0.15 })).toEqual({
      train: { start: 0, end: 70 },
      validation: { start: 70, end: 85 },
      test: { start: 85, end: 101 },
    });
  });

  test('never reaches beyond the rows when shares sum to more than one', () => {
    expect(splitRows(10, { train: 0.9, validation: 0.3 }).test).toEqual({ start: 10, end: 10 });
  });
});
