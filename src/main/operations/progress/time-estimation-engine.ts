import {
  blendedRange,
  type RemainingRange,
  rangeByHistory,
  rangeByRate,
  type Stretch,
  tellingStretch,
} from './remaining-range';

/** How long one completed operation took, and when that was (milliseconds since the epoch). */
export interface DurationRecord {
  readonly durationMs: number;
  readonly completedAt: number;
}

/** Where a running attempt is. */
export interface AttemptPosition {
  /** Of the whole bar, 0 to 100: where it began and where it is. */
  readonly startPercentage: number;
  readonly percentage: number;
  readonly elapsedMs: number;
  /** What it has done since some moments, the most telling first. */
  readonly stretches: readonly Stretch[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** So many of the newest records of a kind count. */
export const KEPT_RECORDS = 10;

const DAY_MS = 86_400_000;

/** Tells how long an operation takes from what others of its kind took, oldest first, and from its own rate. */
export class TimeEstimationEngine {
  readonly #records: readonly DurationRecord[];

  /** Only completed operations teach; those that took no time at all do not. */
  constructor(records: readonly DurationRecord[]) {
    this.#records = records.filter((record) => record.durationMs > 0).slice(-KEPT_RECORDS);
  }

  /**
   * Expected duration of a whole run: the mean weighted by place (1 for the oldest, n for the newest) and by age in
   * whole days. Null with fewer than two records, which prove nothing.
   */
  estimateDuration(now: number): number | null {
    if (this.#records.length < 2) return null;
    let weighted = 0;
    let weights = 0;
    this.#records.forEach((record, index) => {
      const weight = (index + 1) * ageFactor(now - record.completedAt);
      weighted += weight * record.durationMs;
      weights += weight;
    });
    return weighted / weights;
  }

  /**
   * What is left of an attempt: by history until it has a rate of its own, then more and more by that. Null while
   * neither can be told.
   */
  remaining({ startPercentage, percentage, elapsedMs, stretches, now }: AttemptPosition): RemainingRange | null {
    const expected = this.estimateDuration(now);
    const toDo = (100 - startPercentage) / 100;
    const byHistory =
      expected === null ? null : rangeByHistory(expected * toDo, this.#strayed(expected) * toDo, elapsedMs);
    const telling = tellingStretch(stretches);
    if (telling === null) return byHistory;
    return blendedRange(byHistory, rangeByRate(percentage, telling), telling.gained);
  }

  /** Mean distance of the records from what they let expect. */
  #strayed(expected: number): number {
    const distances = this.#records.map((record) => Math.abs(record.durationMs - expected));
    return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  }
}

function ageFactor(ageMs: number): number {
  const days = Math.floor(ageMs / DAY_MS);
  if (days > 30) return 0.5;
  return days > 7 ? 0.8 : 1;
}

/** `small` below 1,000 data points, `medium` below 10,000, `large` from there on. */
export function sizeOf(dataPoints: number): 'small' | 'medium' | 'large' {
  if (dataPoints < 1_000) return 'small';
  return dataPoints < 10_000 ? 'medium' : 'large';
}
