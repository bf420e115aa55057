import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { MetricBatch } from '../../contract/worker-protocol';

/**
 * Puts the metric batches of one operation in an unbroken row: passes on what comes next, drops what came before,
 * and says when something in between is missing.
 */
export class MetricStream {
  #nextSeq: number;

  constructor(firstSeq: number) {
    this.#nextSeq = firstSeq;
  }

  /** Seq of the row that has to come next. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** The rows of the batch that are new (null: none), or `gap` when rows before it are missing. */
  accept(batch: MetricBatch): MetricBatch | null | 'gap' {
    const skip = this.#nextSeq - batch.firstSeq;
    if (skip < 0) return 'gap';
    const rows = batch.kinds.length;
    if (skip >= rows) return null;
    this.#nextSeq = batch.firstSeq + rows;
    return skip === 0 ? batch : rowsFrom(batch, skip);
  }
}

const rowsFrom = (batch: MetricBatch, row: number): MetricBatch => ({
  firstSeq: batch.firstSeq + row,
  kinds: batch.kinds.slice(row),
  width: batch.width,
  values: batch.values.slice(row * batch.width),
  at: batch.at.slice(row),
  durationMs: batch.durationMs.slice(row),
});

/** What is wrong with a batch that the schema cannot see; null when nothing is. */
export function batchFault({ kinds, width, values, at, durationMs }: MetricBatch): string | null {
  const rows = kinds.length;
  if (values.length !== rows * width || at.length !== rows || durationMs.length !== rows) {
    return `metric columns of unequal length (${rows} rows of width ${width}, ${values.length} values)`;
  }
  for (const kind of kinds) {
    const definition = METRIC_KINDS[kind];
    if (definition === undefined || definition.fields.length > width) return `unknown metric kind ${kind}`;
  }
  return null;
}
