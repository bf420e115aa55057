import type { MetricPage } from '../../contract/metrics';
import type { MetricBatch } from '../../contract/worker-protocol';
import type { Statement, Storage } from '../storage/storage';
import { metricRowsOf, type StoredMetric } from './metric-rows';

export type StoredBatch =
  | { readonly kind: 'stored'; readonly firstSeq: number; readonly count: number }
  /** A row that is there already says something else. */
  | { readonly kind: 'differs'; readonly seq: number };

class DifferingRow extends Error {
  constructor(readonly seq: number) {
    super(`Metric row ${seq} differs from the stored one`);
  }
}

/** Metric rows by (operation, seq). A row, once stored, never changes. */
export class MetricsStore {
  readonly #insert: Statement<never>;
  readonly #same: Statement<{ same: number }>;
  readonly #count: Statement<{ next: number }>;
  readonly #page: Statement<StoredMetric>;

  constructor(private readonly storage: Storage) {
    this.#insert = storage.statement(
      'store metric',
      `INSERT INTO metrics (operation_id, seq, kind, at, duration_ms, data)
       VALUES (:id, :seq, :kind, :at, :durationMs, :data) ON CONFLICT DO NOTHING`,
    );
    this.#same = storage.statement(
      'compare metric',
      'SELECT kind = :kind AND data = :data AS same FROM metrics WHERE operation_id = :id AND seq = :seq',
    );
    this.#count = storage.statement(
      'count metrics',
      'SELECT 1 + coalesce(max(seq), -1) AS next FROM metrics WHERE operation_id = :id',
    );
    this.#page = storage.statement(
      'metrics by cursor',
      `SELECT seq, kind, at, duration_ms AS durationMs, data FROM metrics
       WHERE operation_id = :id AND seq >= :cursor ORDER BY seq LIMIT :limit`,
    );
  }

  /**
   * All rows of a batch or none. A row that is there with equal kind and data is kept; wall-clock values do not
   * count. The rows said to be stored are those that were not there before.
   */
  append(id: string, batch: MetricBatch): StoredBatch {
    const rows = metricRowsOf(batch);
    try {
      const known = this.storage.inTransaction(
        'append metrics',
        () => rows.filter((row) => !this.#add(id, row)).length,
      );
      return { kind: 'stored', firstSeq: batch.firstSeq + known, count: rows.length - known };
    } catch (error) {
      if (error instanceof DifferingRow) return { kind: 'differs', seq: error.seq };
      throw error;
    }
  }

  /** The seq that the next new row must have. */
  nextSeq(id: string): number {
    return this.#count.get({ id })?.next ?? 0;
  }

  /** Past the end: no rows, and the cursor comes back to the end. */
  page(id: string, cursor: number, limit: number | null): MetricPage {
    const rows = this.#page.all({ id, cursor, limit: limit ?? -1 });
    const metrics = rows.map(({ data, ...row }) => ({
      ...row,
      data: JSON.parse(data) as Record<string, number | null>,
    }));
    const last = metrics.at(-1);
    return { metrics, cursor: last ? last.seq + 1 : Math.min(cursor, this.nextSeq(id)) };
  }

  /** False when an equal row was there. */
  #add(id: string, row: StoredMetric): boolean {
    if (this.#insert.run({ id, ...row }) === 1) return true;
    const { seq, kind, data } = row;
    if (this.#same.get({ id, seq, kind, data })?.same !== 1) throw new DifferingRow(seq);
    return false;
  }
}
