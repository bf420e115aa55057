import { metricKindIndex } from '../../contract/metric-kinds';
import { trainingPhaseIndex } from '../../contract/training-phases';
import { ENGINE_VERSION } from '../../engine/engine-version';
import type { JobControl } from '../../engine/job-control';
import { evaluate, weightedScores } from '../../engine/neural/evaluation';
import { countClasses, type RowRange, rowCount } from '../../engine/neural/labelled-rows';
import { CLASS_COUNT, networkShape } from '../../engine/neural/network-shape';
import { type ModelRange, modelHashColumns, type TrainedModel } from '../../engine/neural/trained-model';
import { Trainer } from '../../engine/neural/trainer';
import { sha256OfColumns } from '../runtime/column-hash';
import { isoTimeRange } from '../runtime/iso-time-range';
import type { LabelledBars } from './labelled-bars';
import { learningRows } from './learning-rows';
import { metricsHashColumns } from './metrics-hash';
import type { TrainingInput, TrainingOutput, TrainingPart } from './training-output';

const EPOCH_METRIC = metricKindIndex('epoch');

const PREPARATION = {
  indicators: trainingPhaseIndex('indicators'),
  fuzzy: trainingPhaseIndex('fuzzy'),
  labels: trainingPhaseIndex('labels'),
};

/** Trains a strategy's network on the bars from `firstRow` on. Throws JobInputError and JobCancelled. */
export function runTraining(input: TrainingInput, control: JobControl): TrainingOutput {
  const { strategy, bars } = input;
  const { token, bridge } = control;
  const look = (): void => token.throwIfCancelled();

  const learning = learningRows(input, PREPARATION, control);
  const { rows, split, classes } = learning;

  const shape = networkShape(rows.width, strategy.model);
  const trainer = new Trainer(
    { shape, seed: input.seed, training: strategy.training },
    rows,
    split.train,
    split.validation,
  );
  runEpochs(trainer, strategy.training.epochs, control);
  trainer.restoreBest();

  bridge.startPhase(trainingPhaseIndex('evaluate'));
  const test = evaluate(trainer.network, rows, split.test, null, (done) => {
    look();
    bridge.update(done, rowCount(split.test));
  });
  const scores = weightedScores(test.confusion);

  const parts = {
    train: partOf(split.train, learning),
    validation: partOf(split.validation, learning),
    test: partOf(split.test, learning),
  };
  const model: TrainedModel = {
    engineVersion: ENGINE_VERSION,
    strategyName: strategy.name,
    symbol: input.symbol,
    timeframe: input.timeframe,
    seed: input.seed,
    shape,
    features: learning.names,
    train: modelRange(parts.train, bars.time),
    validation: modelRange(parts.validation, bars.time),
    test: modelRange(parts.test, bars.time),
    parameters: trainer.network.parameters,
  };
  const { best } = trainer;
  return {
    result: {
      type: 'training',
      epochs: trainer.epoch,
      bestEpoch: best.epoch,
      stoppedEarly: trainer.stoppedEarly,
      trainLoss: best.trainLoss,
      validationLoss: best.validationLoss,
      trainAccuracy: best.trainAccuracy,
      validationAccuracy: best.validationAccuracy,
      testLoss: test.loss,
      testAccuracy: test.accuracy,
      ...scores,
      confusion: Array.from({ length: CLASS_COUNT }, (_, label) =>
        Array.from(test.confusion.subarray(label * CLASS_COUNT, (label + 1) * CLASS_COUNT)),
      ),
      parameters: model.parameters.length,
      features: [...model.features],
      classes: { buy: classes[0], hold: classes[1], sell: classes[2] },
      trainRange: isoTimeRange(model.train.start, model.train.end, model.train.rows),
      validationRange: isoTimeRange(model.validation.start, model.validation.end, model.validation.rows),
      testRange: isoTimeRange(model.test.start, model.test.end, model.test.rows),
      modelHash: sha256OfColumns(modelHashColumns(model), look),
      metricsHash: sha256OfColumns(metricsHashColumns(trainer.history, test, scores), look),
      engineVersion: ENGINE_VERSION,
    },
    model,
    parts,
    history: trainer.history,
    warnings: learning.warnings,
  };
}

/** Counters: epochs done of all, and within the epoch batches done of all. */
function runEpochs(trainer: Trainer, epochs: number, { token, bridge }: JobControl): void {
  const look = (): void => token.throwIfCancelled();
  const report = (): void => bridge.update(trainer.epoch, epochs, trainer.batch, trainer.batches);
  const values = new Float64Array(6);
  bridge.startPhase(trainingPhaseIndex('epochs'));
  while (!trainer.isFinished) {
    const startedAt = bridge.now();
    report();
    trainer.beginEpoch(look);
    while (trainer.hasBatch) {
      trainer.runBatch(look);
      report();
    }
    const record = trainer.finishEpoch(() => {
      look();
      report();
    });
    values[0] = record.epoch;
    values[1] = record.trainLoss;
    values[2] = record.trainAccuracy;
    values[3] = record.validationLoss;
    values[4] = record.validationAccuracy;
    values[5] = record.learningRate;
    bridge.metric(EPOCH_METRIC, values, bridge.now() - startedAt);
    report();
  }
}

const partOf = (rows: RowRange, { rows: all, bars }: LabelledBars): TrainingPart => ({
  rows,
  firstBar: bars[rows.start]!,
  lastBar: bars[rows.end - 1]!,
  classes: countClasses(all.labels, rows),
});

const modelRange = (part: TrainingPart, time: Float64Array): ModelRange => ({
  start: time[part.firstBar]!,
  end: time[part.lastBar]!,
  rows: rowCount(part.rows),
});
