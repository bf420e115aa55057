import { exp } from '../math/exp';
import { log } from '../math/log';
import { CLASS_COUNT } from './network-shape';

/**
 * Weights of the classes in the loss: 1 / count, scaled so that they sum to the number of classes; a class without a
 * row has weight 0.
 */
export function classWeights(counts: ArrayLike<number>): Float64Array {
  const weights = new Float64Array(CLASS_COUNT);
  let total = 0;
  for (let c = 0; c < CLASS_COUNT; c++) {
    if (counts[c]! > 0) weights[c] = 1 / counts[c]!;
    total += weights[c]!;
  }
  for (let c = 0; c < CLASS_COUNT; c++) weights[c] = (weights[c]! * CLASS_COUNT) / total;
  return weights;
}

/**
 * Softmax of the logits `values[start …]` into `probabilities`; returns ln Σ e^logit. The largest logit is taken out
 * first, so nothing overflows.
 */
export function softmax(values: Float64Array, start: number, probabilities: Float64Array): number {
  let largest = values[start]!;
  for (let c = 1; c < CLASS_COUNT; c++) if (values[start + c]! > largest) largest = values[start + c]!;
  let total = 0;
  for (let c = 0; c < CLASS_COUNT; c++) {
    const grown = exp(values[start + c]! - largest);
    probabilities[c] = grown;
    total += grown;
  }
  for (let c = 0; c < CLASS_COUNT; c++) probabilities[c] = probabilities[c]! / total;
  return largest + log(total);
}

/** The first class with the largest value in `values[start …]`. */
export function largestClass(values: Float64Array, start: number): number {
  let best = 0;
  for (let c = 1; c < CLASS_COUNT; c++) if (values[start + c]! > values[start + best]!) best = c;
  return best;
}
