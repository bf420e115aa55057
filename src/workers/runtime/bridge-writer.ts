import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { JobBridge, JobToken } from '../../engine/job-control';
import {
  PHASE_WORD,
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
  storeDouble,
  TAKEN_WORD,
  WAITS_WORD,
  WRITTEN_WORD,
} from './bridge-memory';

/** How long a job sleeps before it looks again at its token and at the full ring. */
const WAIT_SLICE_MS = 5;

/**
 * The writing side. The supervisor uses one while it loads and saves, the compute thread another in between; they
 * agree because every word they go by lies in the shared memory.
 */
export class BridgeWriter implements JobBridge {
  readonly #words: Int32Array;
  readonly #ringRows: number;
  readonly #token: JobToken;

  constructor(memory: SharedArrayBuffer, token: JobToken) {
    this.#words = new Int32Array(memory);
    this.#ringRows = Atomics.load(this.#words, RING_ROWS_WORD);
    this.#token = token;
  }

  startPhase(index: number): void {
    const running = Atomics.load(this.#words, PHASE_WORD);
    if (!(index > running)) throw new Error(`phase ${index} cannot follow phase ${running}`);
    Atomics.store(this.#words, PHASE_WORD, index);
    this.#publish(index, 0, 0, 0, 0);
  }

  update(current: number, total: number, innerCurrent = 0, innerTotal = 0): void {
    this.#publish(Atomics.load(this.#words, PHASE_WORD), current, total, innerCurrent, innerTotal);
  }

  metric(kind: number, values: ArrayLike<number>, durationMs: number): void {
    const figures = METRIC_KINDS[kind]?.fields.length;
    if (values.length !== figures) throw new Error(`metric kind ${kind} with ${values.length} figures`);
    const words = this.#words;
    const written = Atomics.load(words, WRITTEN_WORD);
    let taken = Atomics.load(words, TAKEN_WORD);
    while (((written - taken) | 0) >= this.#ringRows) {
      this.#token.throwIfCancelled();
      Atomics.add(words, WAITS_WORD, 1);
      Atomics.wait(words, TAKEN_WORD, taken, WAIT_SLICE_MS);
      taken = Atomics.load(words, TAKEN_WORD);
    }
    const row = rowWord(written, this.#ringRows);
    Atomics.store(words, row, kind);
    storeDouble(words, row + ROW_MOMENT, Date.now());
    storeDouble(words, row + ROW_DURATION, durationMs);
    for (let index = 0; index < figures; index += 1) {
      storeDouble(words, row + ROW_FIGURES + 2 * index, values[index]!);
    }
    Atomics.store(words, WRITTEN_WORD, (written + 1) | 0);
  }

  now(): number {
    return performance.now();
  }

  #publish(phase: number, current: number, total: number, innerCurrent: number, innerTotal: number): void {
    const words = this.#words;
    const count = (Atomics.load(words, PUBLISHED_WORD) + 1) | 0;
    const slot = slotWord(count);
    Atomics.store(words, slot + SLOT_PHASE, phase);
    storeDouble(words, slot + SLOT_CURRENT, current);
    storeDouble(words, slot + SLOT_TOTAL, total);
    storeDouble(words, slot + SLOT_INNER_CURRENT, innerCurrent);
    storeDouble(words, slot + SLOT_INNER_TOTAL, innerTotal);
    storeDouble(words, slot + SLOT_MOMENT, Date.now());
    Atomics.store(words, PUBLISHED_WORD, count);
  }
}
