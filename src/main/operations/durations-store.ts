import type { Statement, Storage } from '../storage/storage';
import { type DurationRecord, KEPT_RECORDS } from './progress/time-estimation-engine';

/** How long completed operations took, by kind (see `durationKindOf`); the newest few of each. */
export class DurationsStore {
  readonly #insert: Statement<never>;
  readonly #prune: Statement<never>;
  readonly #recent: Statement<{ durationMs: number; completedAt: string }>;
  readonly #bars: Statement<{ bars: number | null }>;

  constructor(storage: Storage) {
    this.#insert = storage.statement(
      'store duration',
      'INSERT INTO operation_durations (kind, duration_ms, completed_at) VALUES (:kind, :durationMs, :at)',
    );
    this.#prune = storage.statement(
      'forget old durations',
      `DELETE FROM operation_durations WHERE kind = :kind AND id NOT IN
         (SELECT id FROM operation_durations WHERE kind = :kind ORDER BY id DESC LIMIT ${KEPT_RECORDS})`,
    );
    this.#recent = storage.statement(
      'recent durations',
      `SELECT duration_ms AS durationMs, completed_at AS completedAt FROM operation_durations
       WHERE kind = :kind ORDER BY id`,
    );
    this.#bars = storage.statement(
      'bars of datasets',
      `SELECT sum(bars) AS bars FROM
         (SELECT DISTINCT fingerprint, bars FROM datasets WHERE fingerprint IN (SELECT value FROM json_each(:datasets)))`,
    );
  }

  record(kind: string, durationMs: number, at: string): void {
    if (durationMs <= 0) return;
    this.#insert.run({ kind, durationMs, at });
    this.#prune.run({ kind });
  }

  /** Oldest first. */
  recent(kind: string): DurationRecord[] {
    return this.#recent
      .all({ kind })
      .map(({ durationMs, completedAt }) => ({ durationMs, completedAt: Date.parse(completedAt) }));
  }

  /** Bars of the given dataset versions together; null when none of them is known. */
  dataPoints(fingerprints: readonly string[]): number | null {
    return this.#bars.get({ datasets: JSON.stringify(fingerprints) })?.bars ?? null;
  }
}
