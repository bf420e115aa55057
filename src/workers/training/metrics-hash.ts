import { type CanonicalColumn, float64Column, int32Column } from '../../engine/math/canonical-bytes';
import type { ClassScores, Evaluation } from '../../engine/neural/evaluation';
import type { EpochRecord } from '../../engine/neural/trainer-state';

const HISTORY_COLUMNS = [
  'epoch',
  'trainLoss',
  'trainAccuracy',
  'validationLoss',
  'validationAccuracy',
  'learningRate',
] as const satisfies readonly (keyof EpochRecord)[];

/**
 * What a training measured, as columns in the order they are hashed: one per figure of the epochs, then test loss and
 * accuracy, then precision, recall and F1, then the confusion matrix row by row.
 */
export const metricsHashColumns = (
  history: readonly EpochRecord[],
  test: Evaluation,
  scores: ClassScores,
): CanonicalColumn[] => [
  ...HISTORY_COLUMNS.map((name) =>
    float64Column(
      name,
      history.map((record) => record[name]),
    ),
  ),
  float64Column('test', [test.loss, test.accuracy]),
  float64Column('scores', [scores.precision, scores.recall, scores.f1]),
  int32Column('confusion', test.confusion),
];
