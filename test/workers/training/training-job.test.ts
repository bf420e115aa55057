import { describe, expect, test } from 'vitest';
import { trainingResultSchema } from '../../../src/contract/results';
import { TRAINING_PHASES } from '../../../src/contract/training-phases';
import { sliceBars } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import { JobInputError } from '../../../src/engine/job-input-error';
import { decodeModel, encodeModel } from '../../../src/engine/neural/model-codec';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { runTraining } from '../../../src/workers/training/training-job';
import type { TrainingInput } from '../../../src/workers/training/training-output';
import { fakeJobControl, percentageOf } from '../../fakes/job-control';
import { demoStrategy } from '../../fixtures/demo-strategy';
import { barsOfCloses, wavyBars } from '../../fixtures/made-bars';

const input: TrainingInput = {
  strategy: demoStrategy,
  bars: wavyBars(1_200, 3),
  firstRow: 100,
  seed: 1,
  symbol: 'DEMO',
  timeframe: '1d',
};

const strategyWith = (training: Partial<Strategy['training']>): Strategy => ({
  ...demoStrategy,
  training: { ...demoStrategy.training, ...training },
});

const train = (changes: Partial<TrainingInput> = {}) => {
  const control = fakeJobControl();
  return { ...runTraining({ ...input, ...changes }, control), warnings: control.warnings };
};

describe('runTraining', () => {
  const control = fakeJobControl();
  const output = runTraining(input, control);

  test('gives a result of the contract that tells of its best epoch', () => {
    const result = trainingResultSchema.parse(output.result);
    expect(result.epochs).toBe(8);
    const best = output.history[result.bestEpoch]!;
    expect(result.validationLoss).toBe(Math.min(...output.history.map((record) => record.validationLoss)));
    expect([result.trainLoss, result.validationLoss]).toEqual([best.trainLoss, best.validationLoss]);
    expect(result.parameters).toBe(6 * 12 + 12 + 12 * 8 + 8 + 8 * 3 + 3);
    expect(result.features).toEqual([
      '1d_mom_zone_low',
      '1d_mom_zone_middle',
      '1d_mom_zone_high',
      '1d_trend_push_down',
      '1d_trend_push_up',
      '1d_trend.line_raw',
    ]);
  });

  test('learns: better than always naming the most frequent class', () => {
    const { classes, confusion, testAccuracy } = output.result;
    const rows = confusion.map((row) => row.reduce((total, cell) => total + cell, 0));
    expect(testAccuracy).toBeGreaterThan(Math.max(...rows) / rows.reduce((total, count) => total + count, 0));
    expect(classes.buy + classes.hold + classes.sell).toBe(1_100);
  });

  test('splits the range in time order, after the history that only warms indicators up', () => {
    const { train: first, validation, test: last } = output.parts;
    expect(first.firstBar).toBe(100);
    expect(first.rows).toEqual({ start: 0, end: 770 });
    expect(validation.firstBar).toBe(first.lastBar + 1);
    expect(last.firstBar).toBe(validation.lastBar + 1);
    expect(last.lastBar).toBe(1_199);
    expect(output.result.trainRange).toEqual({
      start: new Date(input.bars.time[100]!).toISOString(),
      end: new Date(input.bars.time[869]!).toISOString(),
      bars: 770,
    });
    expect(output.model.test).toEqual({
      start: input.bars.time[1_035],
      end: input.bars.time[1_199],
      rows: 165,
    });
  });

  test('without history the first rows lack features and are left out', () => {
    const { parts, warnings } = train({ bars: sliceBars(input.bars, 100, 1_200), firstRow: 0 });
    expect(parts.train.firstBar).toBeGreaterThan(20);
    expect(warnings.join()).not.toContain('left out');
  });

  test('hands over a model that survives its file', () => {
    expect(decodeModel(encodeModel(output.model))).toEqual(output.model);
  });

  test('enters its phases in order and never moves the bar back, which moves within an epoch', () => {
    expect(control.phases).toEqual([1, 2, 3, 4, 5]);
    const percentages = control.updates.map((update) => percentageOf(update, TRAINING_PHASES));
    percentages.slice(1).forEach((percentage, i) => {
      expect(percentage).toBeGreaterThanOrEqual(percentages[i]!);
    });
    expect(percentages[0]).toBeGreaterThanOrEqual(1);
    expect(percentages.at(-1)).toBe(98);
    const firstEpoch = control.updates.filter((update) => update.phase === 4 && update.current === 0);
    expect(new Set(firstEpoch.map((update) => percentageOf(update, TRAINING_PHASES))).size).toBeGreaterThan(20);
  });

  test('sends one epoch metric per epoch, equal to the history', () => {
    expect(control.metrics.map((metric) => metric.kind)).toEqual(new Array(8).fill('epoch'));
    expect(control.metrics.map((metric) => metric.data)).toEqual(output.history);
    expect(control.metrics.every((metric) => metric.durationMs > 0)).toBe(true);
  });

  test('the same seed gives the same hashes, another seed another model', () => {
    const again = train();
    expect([again.result.modelHash, again.result.metricsHash]).toEqual([
      output.result.modelHash,
      output.result.metricsHash,
    ]);
    const other = train({ seed: 2 });
    expect(other.result.modelHash).not.toBe(output.result.modelHash);
    expect(other.result.metricsHash).not.toBe(output.result.metricsHash);
  });

  test('a run inside another one changes neither', () => {
    let inner: string | null = null;
    const outer = runTraining(
      input,
      fakeJobControl({
        onUpdate: ({ phase, current, innerCurrent }) => {
          if (phase === 4 && current === 3 && innerCurrent === 7) inner = train({ seed: 2 }).result.modelHash;
        },
      }),
    );
    expect(outer.result.modelHash).toBe(output.result.modelHash);
    expect(inner).toBe(train({ seed: 2 }).result.modelHash);
  });
});

describe('cancelling a training', () => {
  test.each([1, 2, 3, 4, 5])('stops it in phase %i', (phase) => {
    let seen = 0;
    const control = fakeJobControl({ cancelWhen: ({ phases }) => phases.at(-1) === phase && ++seen > 1 });
    expect(() => runTraining(input, control)).toThrow(JobCancelled);
    expect(control.phases.at(-1)).toBe(phase);
  });

  test('stops it while it validates', () => {
    const control = fakeJobControl({
      cancelWhen: ({ updates }) => {
        const last = updates.at(-1);
        return last?.phase === 4 && last.innerCurrent === last.innerTotal;
      },
    });
    expect(() => runTraining(input, control)).toThrow(JobCancelled);
    expect(control.metrics).toEqual([]);
  });

  test('looks at the token at least once per batch', () => {
    const control = fakeJobControl();
    runTraining(input, control);
    expect(control.looks()).toBeGreaterThan(8 * 25);
  });
});

describe('what a training refuses or warns of', () => {
  const faultOf = (changes: Partial<TrainingInput>): string => {
    try {
      train(changes);
    } catch (thrown) {
      if (thrown instanceof JobInputError) return `${thrown.code}: ${thrown.message}`;
      throw thrown;
    }
    return 'no fault';
  };

  test('a range without bars', () => {
    expect(faultOf({ firstRow: 1_200 })).toMatch(/^empty_range: .*holds no bars/);
  });

  test('a part of the split without rows', () => {
    const strategy = strategyWith({ split: { train: 0.9, validation: 0.1, test: 0 } });
    expect(faultOf({ strategy })).toMatch(/^too_few_rows: .*no test rows.*data_split.test is 0/);
    expect(faultOf({ firstRow: 1_195 })).toMatch(/^too_few_rows: .*no validation rows/);
    const short = { bars: sliceBars(input.bars, 0, 10), firstRow: 0 };
    expect(faultOf(short)).toMatch(/^too_few_rows: .*no train rows: 0 of the 10 bars/);
  });

  test('labels that know one class only', () => {
    const flat = barsOfCloses(new Array<number>(300).fill(50));
    expect(faultOf({ bars: flat })).toMatch(/^label_collapse: All 140 rows.*labelled hold.*zigzag threshold is 0.04/);
  });

  test('a loss that stops being a number', () => {
    const model = { ...demoStrategy.model, activation: 'relu' } as const;
    const strategy = { ...strategyWith({ learningRate: 1e300 }), model };
    expect(faultOf({ strategy })).toMatch(/^diverged: .*epoch 0.*learning_rate/);
  });

  test('a class that is rare or missing', () => {
    const spec = { source: 'context', horizon: 5, bearishThreshold: -0.5 } as const;
    const rare = train({ strategy: strategyWith({ labels: { ...spec, bullishThreshold: 0.055 } }) });
    expect(rare.warnings.join('\n')).toMatch(/Only \d\.\d % of the rows are labelled buy/);
    expect(rare.warnings.join('\n')).toMatch(/training part has no sell labels/);
  });

  test('bars in the middle of the range without features', () => {
    const close = input.bars.close.slice();
    close[500] = Number.NaN;
    expect(train({ bars: { ...input.bars, close } }).warnings.join()).toMatch(/bars in the middle.*left out/);
  });
});

test('early stopping ends a training before its last epoch', () => {
  const strategy = strategyWith({ epochs: 60, learningRate: 0.05, earlyStopping: { patience: 3, minDelta: 0.001 } });
  const control = fakeJobControl();
  const { result, history } = runTraining({ ...input, strategy }, control);
  expect(result.stoppedEarly).toBe(true);
  expect(result.epochs).toBe(history.length);
  expect(result.epochs).toBeLessThan(60);
  expect(control.metrics.length).toBe(result.epochs);
});
