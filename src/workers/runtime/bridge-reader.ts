import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { JobSnapshot, MetricBatch } from '../../contract/worker-protocol';
import {
  loadDouble,
  loadProgress,
  METRIC_WIDTH,
  PROGRESS_SLOTS,
  PUBLISHED_WORD,
  RING_ROWS_WORD,
  ROW_DURATION,
  ROW_FIGURES,
  ROW_MOMENT,
  rowWord,
  TAKEN_WORD,
  WAITS_WORD,
  WRITTEN_WORD,
} from './bridge-memory';

/** A reader that was put to sleep in the middle tries again; if that happens this often, the previous state serves. */
const MOST_TRIES = 10;

/** The supervisor's side of the bridge. */
export class BridgeReader {
  readonly #words: Int32Array;
  readonly #ringRows: number;
  #count = 0;
  #snapshot: JobSnapshot | null = null;
  #nextMetricSeq: number;

  /** `firstMetricSeq`: what the first row of the ring is called; an attempt goes on where its checkpoint ended. */
  constructor(memory: SharedArrayBuffer, firstMetricSeq = 0) {
    this.#nextMetricSeq = firstMetricSeq;
    this.#words = new Int32Array(memory);
    this.#ringRows = Atomics.load(this.#words, RING_ROWS_WORD);
  }

  /** The newest whole state; the same object until something changed, null before the first phase. */
  snapshot(): JobSnapshot | null {
    const words = this.#words;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const count = Atomics.load(words, PUBLISHED_WORD);
      if (count === this.#count) break;
      const progress = loadProgress(words, count);
      // One less than the slots: the writer fills the next slot before it counts it.
      const publishedSince = (Atomics.load(words, PUBLISHED_WORD) - count) | 0;
      if (publishedSince >= PROGRESS_SLOTS - 1) continue;
      this.#count = count;
      this.#snapshot = { seq: (this.#snapshot?.seq ?? 0) + 1, ...progress };
      break;
    }
    return this.#snapshot;
  }

  /** Takes all rows out of the ring and wakes a job that waits for room; null when there are none. */
  takeMetrics(): MetricBatch | null {
    const words = this.#words;
    const taken = Atomics.load(words, TAKEN_WORD);
    const rows = (Atomics.load(words, WRITTEN_WORD) - taken) | 0;
    if (rows === 0) return null;
    const batch: MetricBatch = {
      firstSeq: this.#nextMetricSeq,
      kinds: new Int32Array(rows),
      width: METRIC_WIDTH,
      values: new Float64Array(rows * METRIC_WIDTH),
      at: new Float64Array(rows),
      durationMs: new Float64Array(rows),
    };
    for (let index = 0; index < rows; index += 1) {
      const row = rowWord(taken + index, this.#ringRows);
      const kind = Atomics.load(words, row);
      const figures = METRIC_KINDS[kind]?.fields.length ?? 0;
      batch.kinds[index] = kind;
      batch.at[index] = loadDouble(words, row + ROW_MOMENT);
      batch.durationMs[index] = loadDouble(words, row + ROW_DURATION);
      for (let figure = 0; figure < figures; figure += 1) {
        batch.values[index * METRIC_WIDTH + figure] = loadDouble(words, row + ROW_FIGURES + 2 * figure);
      }
    }
    this.#nextMetricSeq += rows;
    Atomics.store(words, TAKEN_WORD, (taken + rows) | 0);
    Atomics.notify(words, TAKEN_WORD);
    return batch;
  }

  /** How often the job had to wait for room in the ring. */
  get waits(): number {
    return Atomics.load(this.#words, WAITS_WORD) >>> 0;
  }
}
