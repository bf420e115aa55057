import type { FeatureMatrix } from '../features/feature-matrix';
import { UNLABELLED } from '../labels/label-classes';
import { isFiniteRow, type LabelledRows } from '../neural/labelled-rows';

export interface LabelledBars {
  readonly rows: LabelledRows;
  /** For each row the index of its bar. */
  readonly bars: Int32Array<ArrayBuffer>;
  /** Bars without a complete row of finite features, from the first complete one on: holes, not warm-up. */
  readonly holes: number;
}

/**
 * The bars from `firstRow` on that have both a complete row of features and a label, in time order. `labels[0]` is the
 * label of bar `firstRow`. The features are moved together in place, so the matrix must not be used afterwards.
 */
export function labelledBars(
  features: FeatureMatrix,
  labels: Uint8Array,
  firstRow: number,
  look: () => void,
): LabelledBars {
  const { columns, values } = features;
  const bars = new Int32Array(labels.length);
  const classes = new Uint8Array(labels.length);
  let count = 0;
  let holes = 0;
  for (let i = 0; i < labels.length; i++) {
    if (i % 1_024 === 0) look();
    const rowAt = (firstRow + i) * columns;
    if (!isFiniteRow(values, rowAt, columns)) {
      if (count > 0) holes++;
      continue;
    }
    if (labels[i] === UNLABELLED) continue;
    values.copyWithin(count * columns, rowAt, rowAt + columns);
    classes[count] = labels[i]!;
    bars[count] = firstRow + i;
    count++;
  }
  return {
    rows: { width: columns, inputs: values.subarray(0, count * columns), labels: classes.slice(0, count) },
    bars: bars.slice(0, count),
    holes,
  };
}
