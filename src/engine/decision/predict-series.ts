import type { Network } from '../neural/network';
import { HOLD, rowsPerLook } from '../neural/network-shape';

export interface Predictions {
  /** The network's most likely class per bar; hold where it could not be asked. */
  readonly predicted: Uint8Array;
  /** Its probability, 0 where it could not be asked. */
  readonly confidence: Float64Array;
  /** Bars without a complete row of finite features. */
  readonly incomplete: number;
}

/**
 * Softmax prediction for bars `start … end` of feature columns, in one call. `look` is called with the bars done every
 * few milliseconds and may throw to give up. A feature or an output that is not a finite number gives hold with
 * confidence 0.
 */
export function predictSeries(
  network: Network,
  columns: readonly Float64Array[],
  start: number,
  end: number,
  look: (barsDone: number) => void,
): Predictions {
  const width = columns.length;
  const count = end - start;
  const predicted = new Uint8Array(count).fill(HOLD);
  const confidence = new Float64Array(count);
  const row = new Float64Array(width);
  const chunk = rowsPerLook(network.layout.parameters);
  let incomplete = 0;
  for (let bar = 0; bar < count; bar++) {
    if (bar % chunk === 0) look(bar);
    let complete = true;
    for (let f = 0; f < width; f++) {
      const value = columns[f]![start + bar]!;
      row[f] = value;
      if (!Number.isFinite(value)) complete = false;
    }
    if (!complete) {
      incomplete++;
      continue;
    }
    network.forward(row, 0);
    const best = network.classify();
    if (best < 0) continue;
    predicted[bar] = best;
    confidence[bar] = network.probabilities[best]!;
  }
  look(count);
  return { predicted, confidence, incomplete };
}
