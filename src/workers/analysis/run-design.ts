import { designPhaseIndex } from '../../contract/design-phases';
import type { Variant } from '../../contract/results';
import { barCount } from '../../engine/bars';
import { ENGINE_VERSION } from '../../engine/engine-version';
import type { JobControl } from '../../engine/job-control';
import { type LearningRows, learningRows } from '../../engine/learning/learning-rows';
import type { ClassCounts } from '../../engine/learning/training-checks';
import { type CanonicalColumn, int32Column, textColumn } from '../../engine/math/canonical-bytes';
import { strategyVariants } from '../../engine/research/strategy-variants';
import { sha256OfColumns } from '../runtime/column-hash';
import { isoTimeRange } from '../runtime/iso-time-range';
import type { DesignInput, DesignOutput } from './design-output';

const STAGES = {
  indicators: designPhaseIndex('indicators'),
  fuzzy: designPhaseIndex('fuzzy'),
  labels: designPhaseIndex('labels'),
};

/**
 * Finds out what a strategy would learn from, by the steps a training takes before its first epoch, and proposes
 * variants of it. Throws JobInputError where a training would, and JobCancelled.
 */
export function runDesign(input: DesignInput, control: JobControl): DesignOutput {
  const { strategy, bars, firstRow, seed } = input;
  const look = (): void => control.token.throwIfCancelled();
  const learning = learningRows(input, STAGES, control);
  for (const warning of learning.warnings) control.warn(warning);
  const variants = strategyVariants(input, seed, input.variants, look);
  return {
    result: {
      type: 'agent_design',
      features: [...learning.names],
      bars: barCount(bars) - firstRow,
      usableRows: learning.rows.labels.length,
      range: isoTimeRange(bars.time[firstRow]!, bars.time[barCount(bars) - 1]!, barCount(bars) - firstRow),
      trainClasses: byName(learning.trainClasses),
      classes: byName(learning.classes),
      variants,
      designHash: sha256OfColumns(designHashColumns(strategy.name, learning, variants), look),
      engineVersion: ENGINE_VERSION,
    },
  };
}

/** Features by name, the labelled bars with their labels, and the variants, in the order they are hashed. */
const designHashColumns = (
  name: string,
  { names, rows, bars }: LearningRows,
  variants: readonly Variant[],
): CanonicalColumn[] => [
  textColumn('strategy', [name]),
  textColumn('features', names),
  int32Column('bars', bars),
  int32Column('labels', rows.labels),
  textColumn(
    'variants',
    variants.map(({ variant, seed, overrides }) => JSON.stringify([variant, seed, overrides])),
  ),
];

const byName = ([buy, hold, sell]: ClassCounts) => ({ buy, hold, sell });
