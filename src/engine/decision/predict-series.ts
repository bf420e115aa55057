import type { FeatureMatrix } from '../features/feature-matrix';
import { HOLD } from '../labels/label-classes';
import { isFiniteRow } from '../neural/labelled-rows';
import type { Network } from '../neural/network';
import { rowsPerLook } from '../neural/network-shape';

export interface Predictions {
  /** The network's most likely class per bar; hold where it could not be asked. */
  readonly predicted: Uint8Array<ArrayBuffer>;
  /** Its probability, 0 where it could not be asked. */
  readonly confidence: Float64Array<ArrayBuffer>;
  /** Bars without a complete row of finite features. */
  readonly incomplete: number;
}

/**
 * Softmax prediction for the rows `start … end` of the features, in one call. `look` is called with the rows done every
 * few milliseconds and may throw to give up. A feature or an output that is not a finite number gives hold with
 * confidence 0.
 */
export function predictSeries(
  network: Network,
  features: Pick<FeatureMatrix, 'columns' | 'values'>,
  start: number,
  end: number,
  look: (rowsDone: number) => void,
): Predictions {
  const { columns, values } = features;
  const count = end - start;
  const predicted = new Uint8Array(count).fill(HOLD);
  const confidence = new Float64Array(count);
  const chunk = rowsPerLook(network.layout.parameters);
  let incomplete = 0;
  for (let row = 0; row < count; row++) {
    if (row % chunk === 0) look(row);
    const rowAt = (start + row) * columns;
    if (!isFiniteRow(values, rowAt, columns)) {
      incomplete++;
      continue;
    }
    network.forward(values, rowAt);
    const best = network.classify();
    if (best < 0) continue;
    predicted[row] = best;
    confidence[row] = network.probabilities[best]!;
  }
  look(count);
  return { predicted, confidence, incomplete };
}
