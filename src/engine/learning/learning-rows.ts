import { type Bars, barCount, sliceBars } from '../bars';
import { computeFeatureMatrix } from '../features/feature-matrix';
import { computeIndicators } from '../features/indicator-columns';
import type { JobControl } from '../job-control';
import { JobInputError } from '../job-input-error';
import { computeLabels } from '../labels/compute-labels';
import { countClasses, type SplitRanges, splitRows } from '../neural/labelled-rows';
import type { Strategy } from '../strategy/strategy';
import { type LabelledBars, labelledBars } from './labelled-bars';
import { assertTrainable, type ClassCounts, labelWarnings } from './training-checks';

export interface LearningInput {
  readonly strategy: Strategy;
  /** The requested range, and before it the history that warms indicators up. */
  readonly bars: Bars;
  /** Index of the first bar of the requested range. */
  readonly firstRow: number;
}

/** What a network learns from: labelled rows, split, fit for training. */
export interface LearningRows extends LabelledBars {
  /** Feature ids, in the order of the columns. */
  readonly names: readonly string[];
  readonly split: SplitRanges;
  /** Labelled rows of each class: in all, and in the training part. */
  readonly classes: ClassCounts;
  readonly trainClasses: ClassCounts;
  readonly warnings: readonly string[];
}

/** Index of the phase of a job that each stage is reported in. */
export interface LearningPhases {
  readonly indicators: number;
  readonly fuzzy: number;
  readonly labels: number;
}

/**
 * Indicators, features and labels of the bars from `firstRow` on. Throws JobInputError when nothing could be learned
 * from them, and JobCancelled.
 */
export function learningRows(input: LearningInput, phases: LearningPhases, control: JobControl): LearningRows {
  const { strategy, bars, firstRow } = input;
  const { token, bridge } = control;
  const barsInRange = barCount(bars) - firstRow;
  if (barsInRange <= 0) {
    throw new JobInputError('empty_range', 'The date range holds no bars. Choose another range or import more data.');
  }
  bridge.startPhase(phases.indicators);
  const indicators = computeIndicators(strategy, bars, control);
  bridge.startPhase(phases.fuzzy);
  const features = computeFeatureMatrix(strategy, indicators, barCount(bars), control);
  bridge.startPhase(phases.labels);
  const labels = computeLabels(strategy.training.labels, sliceBars(bars, firstRow, barCount(bars)), control);
  const labelled = labelledBars(features, labels, firstRow, () => token.throwIfCancelled());

  const { rows } = labelled;
  const split = splitRows(rows.labels.length, strategy.training.split);
  assertTrainable(split, rows.labels, barsInRange, strategy.training);
  const classes = countClasses(rows.labels, { start: 0, end: rows.labels.length });
  const trainClasses = countClasses(rows.labels, split.train);
  return {
    ...labelled,
    names: features.names,
    split,
    classes,
    trainClasses,
    warnings: [...labelWarnings(classes, trainClasses, strategy.training), ...holeWarnings(labelled.holes)],
  };
}

const holeWarnings = (holes: number): string[] =>
  holes === 0
    ? []
    : [
        `${holes} bars in the middle of the range were left out because an indicator has no value there. ` +
          'Look for gaps or zero prices and volumes in the data.',
      ];
