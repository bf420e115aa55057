import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JobCancelled } from '../../../src/engine/job-control';
import { JobInputError } from '../../../src/engine/job-input-error';
import type { LabelledRows } from '../../../src/engine/neural/labelled-rows';
import { Trainer, type TrainerConfig } from '../../../src/engine/neural/trainer';
import type { TrainerState } from '../../../src/engine/neural/trainer-state';
import { ACTIVATIONS } from '../../../src/engine/strategy/strategy';
import reference from '../../fixtures/neural-reference.json';
import { randomRows } from '../../fixtures/random-rows';

const quiet = (): void => {};

const config: TrainerConfig = {
  shape: { inputs: 4, hiddenLayers: [6, 4], activation: 'tanh', dropout: 0.2 },
  seed: 9,
  training: {
    epochs: 6,
    batchSize: 16,
    learningRate: 0.02,
    weightDecay: 0.001,
    gradientClip: 1,
    earlyStopping: null,
  },
};

const trainerOf = (rows: LabelledRows, changes: Partial<TrainerConfig> = {}, state: TrainerState | null = null) =>
  new Trainer({ ...config, ...changes }, rows, { start: 0, end: 100 }, { start: 100, end: 140 }, state);

function runToEnd(trainer: Trainer): void {
  while (!trainer.isFinished) {
    trainer.beginEpoch(quiet);
    while (trainer.hasBatch) trainer.runBatch(quiet);
    trainer.finishEpoch(quiet);
  }
}

describe('a whole training against NumPy', () => {
  test.each(reference)('with $activation, dropout $dropout, weight decay $weightDecay', (expected) => {
    const activation = ACTIVATIONS.find((name) => name === expected.activation)!;
    const trainer = new Trainer(
      {
        shape: { inputs: expected.inputs, hiddenLayers: expected.hiddenLayers, activation, dropout: expected.dropout },
        seed: expected.seed,
        training: { ...expected, earlyStopping: null },
      },
      randomRows(expected.dataSeed, expected.rows, expected.inputs),
      { start: 0, end: expected.trainRows },
      { start: expected.trainRows, end: expected.rows },
    );
    runToEnd(trainer);
    expect(trainer.history.length).toBe(expected.history.length);
    expected.history.forEach((record, epoch) => {
      const ours = trainer.history[epoch]!;
      expect(ours.trainLoss).toBeCloseTo(record.trainLoss, 12);
      expect(ours.validationLoss).toBeCloseTo(record.validationLoss, 12);
      expect(ours.trainAccuracy).toBeCloseTo(record.trainAccuracy, 14);
      expect(ours.validationAccuracy).toBeCloseTo(record.validationAccuracy, 14);
    });
    expect(trainer.network.parameters.length).toBe(expected.parameters.length);
    expected.parameters.forEach((value, i) => {
      expect(trainer.network.parameters[i]).toBeCloseTo(value, 11);
    });
  });
});

describe('Trainer', () => {
  const rows = randomRows(4, 160, 4);

  test('the same seed gives the same weights bit for bit, another seed others', () => {
    const [first, second, other] = [trainerOf(rows), trainerOf(rows), trainerOf(rows, { seed: 10 })];
    for (const trainer of [first, second, other]) runToEnd(trainer);
    expect(second.network.parameters).toEqual(first.network.parameters);
    expect(other.network.parameters).not.toEqual(first.network.parameters);
  });

  test('two trainers stepped in turn do not disturb each other', () => {
    const [alone, first, second] = [trainerOf(rows), trainerOf(rows), trainerOf(rows, { seed: 77 })];
    runToEnd(alone);
    while (!first.isFinished) {
      for (const trainer of [first, second]) {
        trainer.beginEpoch(quiet);
        if (trainer.hasBatch) trainer.runBatch(quiet);
        if (!trainer.hasBatch) trainer.finishEpoch(quiet);
      }
    }
    expect(first.network.parameters).toEqual(alone.network.parameters);
  });

  test('a snapshot at any batch, carried by structured clone, ends in equal weights and history', () => {
    const whole = trainerOf(rows);
    runToEnd(whole);
    fc.assert(
      fc.property(fc.nat(45), (batchesBefore) => {
        const interrupted = trainerOf(rows);
        for (let i = 0; i < batchesBefore && !interrupted.isFinished; i++) {
          interrupted.beginEpoch(quiet);
          interrupted.runBatch(quiet);
          if (!interrupted.hasBatch && i % 2 === 0) interrupted.finishEpoch(quiet);
          else if (!interrupted.hasBatch) break;
        }
        const resumed = trainerOf(rows, {}, structuredClone(interrupted.snapshot()));
        runToEnd(resumed);
        expect(resumed.network.parameters).toEqual(whole.network.parameters);
        expect(resumed.history).toEqual(whole.history);
        expect(resumed.best).toEqual(whole.best);
        resumed.restoreBest();
        const finished = trainerOf(rows);
        runToEnd(finished);
        finished.restoreBest();
        expect(resumed.network.parameters).toEqual(finished.network.parameters);
      }),
    );
  });

  test('stopped at any look, it stands at the last border and goes on to the same end', () => {
    const whole = trainerOf(rows);
    let looks = 0;
    while (!whole.isFinished) {
      whole.beginEpoch(() => looks++);
      while (whole.hasBatch) whole.runBatch(() => looks++);
      whole.finishEpoch(() => looks++);
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: looks }), (stopAt) => {
        const trainer = trainerOf(rows);
        let seen = 0;
        const look = (): void => {
          if (++seen === stopAt) throw new JobCancelled();
        };
        expect(() => {
          while (!trainer.isFinished) {
            trainer.beginEpoch(look);
            while (trainer.hasBatch) trainer.runBatch(look);
            trainer.finishEpoch(look);
          }
        }).toThrow(JobCancelled);
        const resumed = trainerOf(rows, {}, trainer.snapshot());
        runToEnd(resumed);
        expect(resumed.network.parameters).toEqual(whole.network.parameters);
        expect(resumed.history).toEqual(whole.history);
      }),
    );
  });

  test('restores the weights of the epoch with the lowest validation loss, not the last ones', () => {
    const trainer = trainerOf(rows, { training: { ...config.training, epochs: 25, learningRate: 0.1 } });
    const weights: Float64Array[] = [];
    while (!trainer.isFinished) {
      trainer.beginEpoch(quiet);
      while (trainer.hasBatch) trainer.runBatch(quiet);
      trainer.finishEpoch(quiet);
      weights.push(trainer.network.parameters.slice());
    }
    const losses = trainer.history.map((record) => record.validationLoss);
    const lowest = losses.indexOf(losses.reduce((low, loss) => (loss < low ? loss : low)));
    expect(lowest).toBeLessThan(24);
    expect(trainer.best.epoch).toBe(lowest);
    trainer.restoreBest();
    expect(trainer.network.parameters).toEqual(weights[lowest]);
    expect(trainer.network.parameters).not.toEqual(weights.at(-1));
  });

  test('stops early only when told to', () => {
    const training = { ...config.training, epochs: 40, learningRate: 0.1 };
    const patient = trainerOf(rows, { training: { ...training, earlyStopping: { patience: 4, minDelta: 0 } } });
    runToEnd(patient);
    expect(patient.stoppedEarly).toBe(true);
    expect(patient.epoch).toBe(patient.best.epoch + 1 + 4);
    const endless = trainerOf(rows, { training });
    runToEnd(endless);
    expect([endless.stoppedEarly, endless.epoch]).toEqual([false, 40]);
  });

  test('learns a rule that is there', () => {
    const plain = randomRows(8, 400, 4);
    const labels = Uint8Array.from({ length: 400 }, (_, i) => {
      const total = plain.inputs[4 * i]! + plain.inputs[4 * i + 1]!;
      return total > 0.3 ? 0 : total < -0.3 ? 2 : 1;
    });
    const trainer = new Trainer(
      {
        ...config,
        shape: { ...config.shape, dropout: 0 },
        training: { ...config.training, epochs: 40, weightDecay: 0 },
      },
      { ...plain, labels },
      { start: 0, end: 300 },
      { start: 300, end: 400 },
    );
    runToEnd(trainer);
    expect(trainer.best.validationAccuracy).toBeGreaterThan(0.93);
  });

  test('says where training diverged', () => {
    const broken = { ...rows, inputs: rows.inputs.map((x, i) => (i === 40 ? Number.NaN : x)) };
    const trainer = trainerOf(broken);
    expect(() => runToEnd(trainer)).toThrow(JobInputError);
    expect(() => runToEnd(trainerOf(broken))).toThrow(/diverged.*epoch 0.*learning_rate/);
  });
});
