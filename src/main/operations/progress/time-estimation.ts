/** How long one completed operation took, and when that was (milliseconds since the epoch). */
export interface DurationRecord {
  readonly durationMs: number;
  readonly completedAt: number;
}

/** So many of the newest records of a kind count. */
export const KEPT_RECORDS = 10;

const DAY_MS = 86_400_000;

/**
 * Expected duration from what operations of the same kind took, oldest first: the mean weighted by place (1 for the
 * oldest, n for the newest) and by age in whole days. Null with fewer than two records, which prove nothing.
 */
export function estimateDuration(records: readonly DurationRecord[], now: number): number | null {
  const known = usableRecords(records);
  if (known.length < 2) return null;
  let weighted = 0;
  let weights = 0;
  known.forEach((record, index) => {
    const weight = (index + 1) * ageFactor(now - record.completedAt);
    weighted += weight * record.durationMs;
    weights += weight;
  });
  return weighted / weights;
}

/** Those that took any time at all, the newest ten of them. */
export const usableRecords = (records: readonly DurationRecord[]): readonly DurationRecord[] =>
  records.filter((record) => record.durationMs > 0).slice(-KEPT_RECORDS);

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
