import type { MetricBatch } from '../../contract/worker-protocol';

/** Main stores every batch as it comes; what is kept here only bridges a message it could not use. */
const KEPT_ROWS = 16_384;

/** The newest metric rows of a job, for main to ask for again. */
export class MetricTail {
  readonly #batches: MetricBatch[] = [];
  #rows = 0;

  add(batch: MetricBatch): void {
    this.#batches.push(batch);
    this.#rows += batch.kinds.length;
    while (this.#batches.length > 1 && this.#rows - this.#batches[0]!.kinds.length >= KEPT_ROWS) {
      this.#rows -= this.#batches.shift()!.kinds.length;
    }
  }

  /** Rows from `cursor` on in one batch; null when there are none, `gone` when the first of them is no longer kept. */
  from(cursor: number): MetricBatch | null | 'gone' {
    const first = this.#batches[0];
    if (first === undefined) return null;
    if (cursor < first.firstSeq) return 'gone';
    const wanted = this.#batches.filter((batch) => batch.firstSeq + batch.kinds.length > cursor);
    if (wanted.length === 0) return null;
    const rows = wanted.reduce((sum, batch) => sum + batch.kinds.length, 0);
    const joined: MetricBatch = {
      firstSeq: wanted[0]!.firstSeq,
      kinds: new Int32Array(rows),
      width: first.width,
      values: new Float64Array(rows * first.width),
      at: new Float64Array(rows),
      durationMs: new Float64Array(rows),
    };
    let at = 0;
    for (const batch of wanted) {
      joined.kinds.set(batch.kinds, at);
      joined.values.set(batch.values, at * first.width);
      joined.at.set(batch.at, at);
      joined.durationMs.set(batch.durationMs, at);
      at += batch.kinds.length;
    }
    return joined;
  }
}
