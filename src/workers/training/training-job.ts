import { trainingPhaseIndex } from '../../contract/training-phases';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { type JobControl, withFinalCheckpoint } from '../../engine/job-control';
import type { LabelledBars } from '../../engine/learning/labelled-bars';
import { type LearningRows, learningRows } from '../../engine/learning/learning-rows';
import { evaluate, weightedScores } from '../../engine/neural/evaluation';
import { countClasses, type RowRange, rowCount } from '../../engine/neural/labelled-rows';
import { CLASS_COUNT, networkShape } from '../../engine/neural/network-shape';
import { type ModelRange, modelHashColumns, type TrainedModel } from '../../engine/neural/trained-model';
import { Trainer } from '../../engine/neural/trainer';
import { sha256OfColumns } from '../runtime/column-hash';
import { isoTimeRange } from '../runtime/iso-time-range';
import { metricsHashColumns } from './metrics-hash';
import { runEpochs, type TrainingState, TrainingWork } from './run-epochs';
import type { TrainingInput, TrainingOutput, TrainingPart } from './training-output';

const PREPARATION = {
  indicators: trainingPhaseIndex('indicators'),
  fuzzy: trainingPhaseIndex('fuzzy'),
  labels: trainingPhaseIndex('labels'),
};

/**
 * Trains a strategy's network on the bars from `firstRow` on. A resumed attempt computes features and labels again, which
 * come out the same, and goes on at the batch where the one before stopped. Throws JobInputError and JobCancelled.
 */
export function runTraining(input: TrainingInput, control: JobControl): TrainingOutput {
  const { strategy, seed } = input;
  const learning = learningRows(input, PREPARATION, control);
  const { rows, split } = learning;
  learning.warnings.forEach(control.warn);

  const resumed = control.checkpoint.resumeFrom as TrainingState | null;
  const shape = networkShape(rows.width, strategy.model);
  const trainer = new Trainer(
    { shape, seed, training: strategy.training },
    rows,
    split.train,
    split.validation,
    resumed?.trainer ?? null,
  );
  const work = new TrainingWork(trainer, resumed?.epochsTold ?? 0);
  return withFinalCheckpoint(control.checkpoint, work, () => {
    runEpochs(work, strategy.training.epochs, control);
    trainer.restoreBest();
    return outputOf(input, trainer, learning, control);
  });
}

/** Evaluates the trained network on the test part and puts together what the run hands over. */
function outputOf(
  { strategy, symbol, timeframe, seed, bars }: TrainingInput,
  trainer: Trainer,
  learning: LearningRows,
  { token, bridge }: JobControl,
): TrainingOutput {
  const { rows, split, classes } = learning;
  const look = (): void => token.throwIfCancelled();

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
    symbol,
    timeframe,
    seed,
    shape: trainer.network.shape,
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
  };
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
