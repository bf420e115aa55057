import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { JobSnapshot } from '../../contract/worker-protocol';

/**
 * The memory a running job and its supervisor share: 32-bit words in one SharedArrayBuffer, every one of them read and
 * written with Atomics (plain accesses may be reordered). A double is two words. One writer at a time, one reader.
 *
 *   word 0        cancel flag: 0 or 1
 *   word 1        phase index for the next progress state, -1 before the first phase
 *   word 2        progress states ever published, modulo 2^32; the newest lies in slot `count % PROGRESS_SLOTS`
 *   word 3        rows ever written to the metric ring, modulo 2^32 (written by the job)
 *   word 4        rows ever taken from it, modulo 2^32 (written by the supervisor)
 *   word 5        how often the job waited for room in the ring
 *   word 6        rows the ring holds, a power of two
 *   word 7        1 while a checkpoint is asked for that the job has not made yet
 *   word 8        checkpoints the job has handed over that are not on disk yet
 *   words 16-     PROGRESS_SLOTS progress states: phase, then current, total, innerCurrent, innerTotal and the
 *                 moment of the change in milliseconds since the epoch (doubles)
 *   after them    the ring: per row its kind, then moment, duration and METRIC_WIDTH figures (doubles)
 *
 * A progress state is read whole or not at all: the slot it was read from is written again only PROGRESS_SLOTS states
 * later, so a count that has not moved that far proves it. With one slot a job that publishes without a pause would
 * leave its reader no time; nor does a reader ever wait for a writer that was put to sleep.
 */
export const CANCEL_WORD = 0;
export const PHASE_WORD = 1;
export const PUBLISHED_WORD = 2;
export const WRITTEN_WORD = 3;
export const TAKEN_WORD = 4;
export const WAITS_WORD = 5;
export const RING_ROWS_WORD = 6;
export const CHECKPOINT_ASKED_WORD = 7;
export const CHECKPOINTS_PENDING_WORD = 8;

const FIRST_SLOT_WORD = 16;
/** A power of two. */
export const PROGRESS_SLOTS = 32;
/** Offsets within a progress state. */
export const SLOT_PHASE = 0;
export const SLOT_CURRENT = 2;
export const SLOT_TOTAL = 4;
export const SLOT_INNER_CURRENT = 6;
export const SLOT_INNER_TOTAL = 8;
export const SLOT_MOMENT = 10;
const SLOT_WORDS = 16;

const RING_WORD = FIRST_SLOT_WORD + PROGRESS_SLOTS * SLOT_WORDS;

/** Figures a row of the ring has room for. */
export const METRIC_WIDTH = METRIC_KINDS.reduce((most, kind) => Math.max(most, kind.fields.length), 0);

/** Offsets within a row of the ring. */
export const ROW_MOMENT = 1;
export const ROW_DURATION = 3;
export const ROW_FIGURES = 5;
const ROW_WORDS = ROW_FIGURES + 2 * METRIC_WIDTH;

/** Eight seconds at 1 kHz. */
const DEFAULT_RING_ROWS = 8_192;

/** Fresh memory for one job. `ringRows` is a power of two. */
export function createBridgeMemory(ringRows: number = DEFAULT_RING_ROWS): SharedArrayBuffer {
  if (ringRows < 1 || (ringRows & (ringRows - 1)) !== 0) throw new Error(`${ringRows} ring rows: not a power of two`);
  const words = new Int32Array(new SharedArrayBuffer(4 * (RING_WORD + ringRows * ROW_WORDS)));
  Atomics.store(words, RING_ROWS_WORD, ringRows);
  Atomics.store(words, PHASE_WORD, -1);
  return words.buffer;
}

/** First word of the slot that the `count`-th progress state (modulo 2^32) lies in. */
export const slotWord = (count: number): number => FIRST_SLOT_WORD + (count & (PROGRESS_SLOTS - 1)) * SLOT_WORDS;

/** First word of the ring row that the `count`-th row (modulo 2^32) lies in. */
export const rowWord = (count: number, ringRows: number): number => RING_WORD + (count & (ringRows - 1)) * ROW_WORDS;

// One pair per thread: each thread loads its own copy of this module.
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

export function storeDouble(words: Int32Array, at: number, value: number): void {
  double[0] = value;
  Atomics.store(words, at, halves[0]!);
  Atomics.store(words, at + 1, halves[1]!);
}

export function loadDouble(words: Int32Array, at: number): number {
  halves[0] = Atomics.load(words, at);
  halves[1] = Atomics.load(words, at + 1);
  return double[0]!;
}

/** A counter is for display: what is not a number counts as nothing rather than spoiling the whole message. */
const shown = (value: number): number => (Number.isFinite(value) ? value : 0);

/** The `count`-th progress state (modulo 2^32); whoever is not its writer checks afterwards that it was read whole. */
export function loadProgress(words: Int32Array, count: number): Omit<JobSnapshot, 'seq'> {
  const slot = slotWord(count);
  return {
    at: loadDouble(words, slot + SLOT_MOMENT),
    phase: Atomics.load(words, slot + SLOT_PHASE),
    current: shown(loadDouble(words, slot + SLOT_CURRENT)),
    total: shown(loadDouble(words, slot + SLOT_TOTAL)),
    innerCurrent: shown(loadDouble(words, slot + SLOT_INNER_CURRENT)),
    innerTotal: shown(loadDouble(words, slot + SLOT_INNER_TOTAL)),
  };
}
