import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/engine/math/random';
import { initialParameters } from '../../../src/engine/neural/initial-parameters';
import { Network } from '../../../src/engine/neural/network';
import { type NetworkShape, networkLayout, rowsPerLook } from '../../../src/engine/neural/network-shape';
import { ACTIVATIONS } from '../../../src/engine/strategy/strategy';
import { randomRows } from '../../fixtures/random-rows';

const shapeOf = (changes: Partial<NetworkShape> = {}): NetworkShape => ({
  inputs: 5,
  hiddenLayers: [7, 4],
  activation: 'tanh',
  dropout: 0,
  ...changes,
});

describe('gradients', () => {
  test.each(ACTIVATIONS)('agree with central differences for %s, dropout included', (activation) => {
    const shape = shapeOf({ activation, dropout: 0.3 });
    const rows = randomRows(21, 12, 5);
    const parameters = initialParameters(shape, Random.fromSeed(13));
    // Biases away from 0, so that no rectifier sits on its kink.
    for (let i = 0; i < parameters.length; i++) parameters[i] = parameters[i]! + 0.01 * ((i % 7) - 3.5);
    const network = new Network(shape, parameters);
    const weights = [0.7, 1.9, 0.4];

    const totalLoss = (): number => {
      const random = Random.fromSeed(99);
      let total = 0;
      for (let row = 0; row < 12; row++) {
        network.forwardTraining(rows.inputs, 5 * row, random);
        total += weights[rows.labels[row]!]! * network.loss(rows.labels[row]!);
      }
      return total;
    };

    const gradient = new Float64Array(parameters.length);
    const random = Random.fromSeed(99);
    for (let row = 0; row < 12; row++) {
      const label = rows.labels[row]!;
      network.forwardTraining(rows.inputs, 5 * row, random);
      network.loss(label);
      network.backward(rows.inputs, 5 * row, label, weights[label]!, gradient);
    }

    const step = 1e-5;
    const differences = gradient.map((_, i) => {
      const kept = parameters[i]!;
      parameters[i] = kept + step;
      const above = totalLoss();
      parameters[i] = kept - step;
      const below = totalLoss();
      parameters[i] = kept;
      return (above - below) / (2 * step);
    });
    const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    expect(largest).toBeGreaterThan(0.1);
    gradient.forEach((g, i) => {
      expect(Math.abs(g - differences[i]!) / largest).toBeLessThan(1e-6);
    });
  });
});

describe('Network', () => {
  test('counts its parameters and refuses a buffer of another length', () => {
    expect(networkLayout(shapeOf({ inputs: 12, hiddenLayers: [24, 12] })).parameters).toBe(
      12 * 24 + 24 + 24 * 12 + 12 + 12 * 3 + 3,
    );
    expect(() => new Network(shapeOf(), new Float64Array(3))).toThrow('parameters, not 3');
  });

  test('is worked on for few enough rows between two looks at the token', () => {
    expect([rowsPerLook(50), rowsPerLook(10_000), rowsPerLook(5_000_000)]).toEqual([1_024, 100, 1]);
  });

  test('gives probabilities that sum to one, also for huge logits', () => {
    const shape = shapeOf({ hiddenLayers: [] });
    const network = new Network(shape, new Float64Array(networkLayout(shape).parameters).fill(900));
    network.forward(Float64Array.of(1, 1, 1, 1, 1), 0);
    expect(network.classify()).toBe(0);
    expect([...network.probabilities]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('classifies a row with a NaN or an infinity as nothing', () => {
    for (const activation of ACTIVATIONS) {
      const shape = shapeOf({ activation });
      const network = new Network(shape, initialParameters(shape, Random.fromSeed(2)));
      network.forward(Float64Array.of(1, Number.NaN, 1, 1, 1), 0);
      expect(network.classify()).toBe(-1);
    }
  });

  test('without dropout the training pass equals the plain one and draws no random number', () => {
    const shape = shapeOf();
    const network = new Network(shape, initialParameters(shape, Random.fromSeed(2)));
    const row = Float64Array.of(0.1, -0.4, 0.9, 0.3, -1);
    network.forward(row, 0);
    const plain = network.loss(1);
    const random = Random.fromSeed(1);
    const before = random.getState();
    network.forwardTraining(row, 0, random);
    expect(network.loss(1)).toBe(plain);
    expect(random.getState()).toEqual(before);
  });
});
