/**
 * Complete rows in time order: `inputs` holds `labels.length` rows of `width` features, row after row; `labels` the
 * class of each.
 */
export interface LabelledRows {
  readonly width: number;
  readonly inputs: Float64Array;
  readonly labels: Uint8Array;
}

/** Rows from `start` up to but not including `end`. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** Whether the `width` features from `rowAt` on are all finite numbers. */
export function isFiniteRow(values: Float64Array, rowAt: number, width: number): boolean {
  for (let i = rowAt; i < rowAt + width; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

export const rowCount = (range: RowRange): number => range.end - range.start;

export interface SplitRanges {
  readonly train: RowRange;
  readonly validation: RowRange;
  readonly test: RowRange;
}

/** Cuts `rows` rows in time order; a part's share is rounded down, the test part takes the rest. */
export function splitRows(rows: number, shares: { readonly train: number; readonly validation: number }): SplitRanges {
  const train = Math.floor(rows * shares.train);
  const validation = Math.min(rows, train + Math.floor(rows * shares.validation));
  return {
    train: { start: 0, end: train },
    validation: { start: train, end: validation },
    test: { start: validation, end: rows },
  };
}

/** Rows of each class in a range. */
export function countClasses(labels: Uint8Array, range: RowRange): [number, number, number] {
  const counts: [number, number, number] = [0, 0, 0];
  for (let i = range.start; i < range.end; i++) counts[labels[i] as 0 | 1 | 2]++;
  return counts;
}
