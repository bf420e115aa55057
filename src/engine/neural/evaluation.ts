import type { LabelledRows, RowRange } from './labelled-rows';
import type { Network } from './network';
import { CLASS_COUNT, rowsPerLook } from './network-shape';

export interface Evaluation {
  /** Mean cross-entropy, weighted by the given class weights. */
  readonly loss: number;
  readonly accuracy: number;
  /** `confusion[true class × CLASS_COUNT + predicted class]`, in rows. */
  readonly confusion: Float64Array;
}

/**
 * Runs the network over a range of rows without dropout. With `weights` null every row counts alike. `look` is called
 * with the rows done every few milliseconds and may throw to give up.
 */
export function evaluate(
  network: Network,
  rows: LabelledRows,
  range: RowRange,
  weights: Float64Array | null,
  look: (rowsDone: number) => void,
): Evaluation {
  const confusion = new Float64Array(CLASS_COUNT * CLASS_COUNT);
  const chunk = rowsPerLook(network.layout.parameters);
  let lossSum = 0;
  let weightSum = 0;
  let correct = 0;
  for (let row = range.start; row < range.end; row++) {
    if ((row - range.start) % chunk === 0) look(row - range.start);
    const label = rows.labels[row]!;
    network.forward(rows.inputs, row * rows.width);
    const weight = weights === null ? 1 : weights[label]!;
    lossSum += weight * network.loss(label);
    weightSum += weight;
    const predicted = network.predictedClass();
    if (predicted === label) correct++;
    const cell = label * CLASS_COUNT + predicted;
    confusion[cell] = confusion[cell]! + 1;
  }
  const count = range.end - range.start;
  look(count);
  return { loss: lossSum / weightSum, accuracy: correct / count, confusion };
}

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and F1 of each class, averaged with the class's share of rows as weight; a score whose denominator
 * is 0 counts as 0.
 */
export function weightedScores(confusion: ArrayLike<number>): ClassScores {
  let total = 0;
  let precisionSum = 0;
  let recallSum = 0;
  let f1Sum = 0;
  for (let c = 0; c < CLASS_COUNT; c++) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < CLASS_COUNT; other++) {
      actual += confusion[c * CLASS_COUNT + other]!;
      predicted += confusion[other * CLASS_COUNT + c]!;
    }
    const hits = confusion[c * CLASS_COUNT + c]!;
    const precision = predicted === 0 ? 0 : hits / predicted;
    const recall = actual === 0 ? 0 : hits / actual;
    total += actual;
    precisionSum += actual * precision;
    recallSum += actual * recall;
    f1Sum += hits === 0 ? 0 : (actual * 2 * precision * recall) / (precision + recall);
  }
  return { precision: precisionSum / total, recall: recallSum / total, f1: f1Sum / total };
}
