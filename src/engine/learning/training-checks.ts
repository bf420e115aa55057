import { JobInputError } from '../job-input-error';
import { countClasses, rowCount, type SplitRanges } from '../neural/labelled-rows';
import type { LabelSpec, TrainingSpec } from '../strategy/strategy';

/** Below this share a class is rare enough to say so. */
const RARE_CLASS = 0.05;
const CLASS_NAMES = ['buy', 'hold', 'sell'] as const;

export type ClassCounts = readonly [number, number, number];

/**
 * Throws when a part of the split is empty, the training part knows only one class, or the validation part knows none
 * that was trained.
 */
export function assertTrainable(split: SplitRanges, labels: Uint8Array, bars: number, training: TrainingSpec): void {
  for (const [part, share] of Object.entries(training.split)) {
    if (rowCount(split[part as keyof SplitRanges]) > 0) continue;
    throw new JobInputError(
      'too_few_rows',
      `There are no ${part} rows: ${labels.length} of the ${bars} bars have both complete features and a label, and ` +
        `training.data_split.${part} is ${share}. Choose a longer date range or a larger share for this part.`,
    );
  }
  const counts = countClasses(labels, split.train);
  const only = counts.indexOf(rowCount(split.train));
  if (only >= 0) {
    throw new JobInputError(
      'label_collapse',
      `All ${rowCount(split.train)} rows of the training part are labelled ${CLASS_NAMES[only]}, so there is nothing to ` +
        `tell apart. ${remedyOf(training.labels)}`,
    );
  }
  const missing = counts.indexOf(0);
  if (missing >= 0 && countClasses(labels, split.validation)[missing] === rowCount(split.validation)) {
    throw new JobInputError(
      'label_collapse',
      `All ${rowCount(split.validation)} rows of the validation part are labelled ${CLASS_NAMES[missing]}, which the ` +
        `training part does not know, so nothing can be validated. ${remedyOf(training.labels)}`,
    );
  }
}

/** What a person should know about the labels before trusting the result. */
export function labelWarnings(total: ClassCounts, train: ClassCounts, training: TrainingSpec): string[] {
  const rows = total[0] + total[1] + total[2];
  return CLASS_NAMES.flatMap((name, index) => {
    const [inAll, inTrain] = [total[index]!, train[index]!];
    if (inTrain === 0) {
      return [
        `The training part has no ${name} labels: the model cannot learn to ${name}. ${remedyOf(training.labels)}`,
      ];
    }
    if (inAll / rows >= RARE_CLASS) return [];
    const percent = ((100 * inAll) / rows).toFixed(1);
    return [`Only ${percent} % of the rows are labelled ${name} (${inAll} of ${rows}). ${remedyOf(training.labels)}`];
  });
}

function remedyOf(labels: LabelSpec): string {
  switch (labels.source) {
    case 'zigzag':
      return `The zigzag threshold is ${labels.threshold}: a smaller one finds more swings, a larger one fewer.`;
    case 'context':
      return (
        `The context labels look ${labels.horizon} bars ahead for moves beyond ${labels.bullishThreshold} and ` +
        `${labels.bearishThreshold}: thresholds nearer to 0 give more buy and sell labels, a shorter horizon fewer.`
      );
  }
}
