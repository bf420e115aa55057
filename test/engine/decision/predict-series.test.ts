import { describe, expect, test } from 'vitest';
import { predictSeries } from '../../../src/engine/decision/predict-series';
import { HOLD } from '../../../src/engine/labels/label-classes';
import { Random } from '../../../src/engine/math/random';
import { initialParameters } from '../../../src/engine/neural/initial-parameters';
import { Network } from '../../../src/engine/neural/network';

const shape = { inputs: 2, hiddenLayers: [5], activation: 'sigmoid', dropout: 0.4 } as const;
const network = new Network(shape, initialParameters(shape, Random.fromSeed(6)));
const random = Random.fromSeed(8);
const values = Float64Array.from({ length: 6_000 }, () => 4 * random.nextNormal());
const features = { columns: 2, values };
const quiet = (): void => {};

describe('predictSeries', () => {
  test('gives what asking bar by bar gives', () => {
    const { predicted, confidence, incomplete } = predictSeries(network, features, 100, 3_000, quiet);
    expect([predicted.length, confidence.length, incomplete]).toEqual([2_900, 2_900, 0]);
    for (const bar of [0, 1, 700, 2_899]) {
      network.forward(values.slice(2 * (100 + bar), 2 * (101 + bar)), 0);
      expect(predicted[bar]).toBe(network.classify());
      expect(confidence[bar]).toBe(Math.max(...network.probabilities));
    }
    expect(new Set(predicted).size).toBeGreaterThan(1);
  });

  test('holds with confidence 0 where a feature is missing, and counts those bars', () => {
    const holed = values.slice();
    holed[2 * 105 + 1] = Number.NaN;
    holed[2 * 107] = Number.POSITIVE_INFINITY;
    const { predicted, confidence, incomplete } = predictSeries(
      network,
      { columns: 2, values: holed },
      100,
      120,
      quiet,
    );
    expect([predicted[5], confidence[5], predicted[7], confidence[7], incomplete]).toEqual([HOLD, 0, HOLD, 0, 2]);
    expect(confidence[6]).toBeGreaterThan(0);
  });

  test('looks at least every 1,024 bars and stops when told to', () => {
    const looks: number[] = [];
    predictSeries(network, features, 0, 3_000, (done) => looks.push(done));
    expect(looks).toEqual([0, 1_024, 2_048, 3_000]);
    expect(() =>
      predictSeries(network, features, 0, 3_000, (done) => {
        if (done > 1_000) throw new Error('stop');
      }),
    ).toThrow('stop');
  });
});
