import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { MetricBatch } from '../../contract/worker-protocol';

/** A metric row as it is stored. */
export interface StoredMetric {
  readonly seq: number;
  readonly kind: string;
  readonly at: string;
  readonly durationMs: number;
  /** JSON object with one key per field of the kind. */
  readonly data: string;
}

/** @throws Error for a kind that the contract does not know. */
export function metricRowsOf(batch: MetricBatch): StoredMetric[] {
  return Array.from(batch.kinds, (kindIndex, row) => {
    const definition = METRIC_KINDS[kindIndex];
    if (definition === undefined)
      throw new Error(`Metric row ${batch.firstSeq + row} has the unknown kind ${kindIndex}`);
    const figures = batch.values.subarray(row * batch.width);
    return {
      seq: batch.firstSeq + row,
      kind: definition.kind,
      at: new Date(batch.at[row] ?? 0).toISOString(),
      durationMs: batch.durationMs[row] ?? 0,
      // JSON has no NaN and no Infinity: stringify makes them null.
      data: JSON.stringify(
        Object.fromEntries(definition.fields.map((field, index) => [field, figures[index] ?? null])),
      ),
    };
  });
}
