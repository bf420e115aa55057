import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { JobSnapshot, MetricBatch } from '../../contract/worker-protocol';
import {
  loadDouble,
  METRIC_WIDTH,
  PROGRESS_SLOTS,
  PUBLISHED_WORD,
  RING_ROWS_WORD,
  ROW_DURATION,
  ROW_FIGURES,
  ROW_MOMENT,
  rowWord,
  SLOT_CURRENT,
  SLOT_INNER_CURRENT,
  SLOT_INNER_TOTAL,
  SLOT_MOMENT,
  SLOT_PHASE,
  SLOT_TOTAL,
  slotWord,
  TAKEN_WORD,
  WAITS_WORD,
  WRITTEN_WORD,
} from './bridge-memory';

/** A reader that was put to sleep in the middle tries again; if that happens this often, the previous state serves. */
const MOST_TRIES = 10;

/** A counter is for display: what is not a number counts as nothing rather than spoiling the whole message. */
const shown = (value: number): number => (Number.isFinite(value) ? value : 0);

/** The supervisor's side of the bridge. */
export class BridgeReader {
  readonly #words: Int32Array;
  readonly #ringRows: number;
  #count = 0;
  #snapshot: JobSnapshot | null = null;
  #nextMetricSeq = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
    this.#ringRows = Atomics.load(this.#words, RING_ROWS_WORD);
  }

  /** The newest whole state; the same object until something changed, null before the first phase. */
  snapshot(): JobSnapshot | null {
    const words = this.#words;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const count = Atomics.load(words, PUBLISHED_WORD);
      if (count === this.#count) break;
      const slot = slotWord(count);
      const phase = Atomics.load(words, slot + SLOT_PHASE);
      const current = loadDouble(words, slot + SLOT_CURRENT);
      const total = loadDouble(words, slot + SLOT_TOTAL);
      const innerCurrent = loadDouble(words, slot + SLOT_INNER_CURRENT);
      const innerTotal = loadDouble(words, slot + SLOT_INNER_TOTAL);
      const at = loadDouble(words, slot + SLOT_MOMENT);
      // One less than the slots: the writer fills the next slot before it counts it.
      const publishedSince = (Atomics.load(words, PUBLISHED_WORD) - count) | 0;
      if (publishedSince >= PROGRESS_SLOTS - 1) continue;
      this.#count = count;
      this.#snapshot = {
        seq: (this.#snapshot?.seq ?? 0) + 1,
        at,
        phase,
        current: shown(current),
        total: shown(total),
        innerCurrent: shown(innerCurrent),
        innerTotal: shown(innerTotal),
      };
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
