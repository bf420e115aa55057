import type { OperationId } from '../../contract/identifiers';
import { ACTIVE_STATUSES } from '../../contract/operation-status';
import type { Statement, Storage } from '../storage/storage';

const ACTIVE = ACTIVE_STATUSES.map((status) => `'${status}'`).join(', ');
/** So much goes at once, so that clearing out a long history never holds main up for long. */
const OPERATIONS_AT_ONCE = 50;
const ROWS_AT_ONCE = 5_000;

/** The SQL of deleting: hidden first, gone for good later, and the files nobody points to any more. */
export class DeletionStore {
  readonly #hide: Statement<{ id: OperationId }>;
  readonly #show: Statement<{ id: OperationId }>;
  readonly #expired: Statement<{ id: OperationId }>;
  readonly #hidden: Statement<{ count: number }>;
  readonly #purgeMetrics: Statement<never>;
  readonly #purgeTrades: Statement<never>;
  readonly #discardFiles: Statement<never>;
  readonly #purge: Statement<never>;
  readonly #discarded: Statement<{ path: string }>;
  readonly #forgetFile: Statement<never>;

  constructor(private readonly storage: Storage) {
    const given = '(SELECT value FROM json_each(:ids))';
    const rowsOf = (table: string, key: string) =>
      `DELETE FROM ${table} WHERE (operation_id, ${key}) IN
         (SELECT operation_id, ${key} FROM ${table} WHERE operation_id IN ${given} LIMIT ${ROWS_AT_ONCE})`;
    // Not while something that is owed to the person depends on it: a child, or a backtest of its model.
    this.#hide = storage.statement(
      'hide operations',
      `UPDATE operations AS o SET deleted_at = :at
       WHERE operation_id IN ${given} AND deleted_at IS NULL AND status NOT IN (${ACTIVE})
         AND NOT EXISTS (SELECT 1 FROM operations WHERE parent_operation_id = o.operation_id AND status IN (${ACTIVE}))
         AND NOT EXISTS (SELECT 1 FROM operations WHERE model_operation_id = o.operation_id AND status IN (${ACTIVE}))
       RETURNING operation_id AS id`,
    );
    this.#show = storage.statement(
      'show operations again',
      `UPDATE operations SET deleted_at = NULL WHERE operation_id IN ${given} AND deleted_at > :expired
       RETURNING operation_id AS id`,
    );
    this.#expired = storage.statement(
      'expired operations',
      `SELECT operation_id AS id FROM operations WHERE deleted_at IS NOT NULL AND deleted_at <= :expired
       ORDER BY deleted_at LIMIT ${OPERATIONS_AT_ONCE}`,
    );
    this.#hidden = storage.statement(
      'count hidden operations',
      'SELECT count(*) AS count FROM operations WHERE deleted_at IS NOT NULL',
    );
    this.#purgeMetrics = storage.statement('purge metrics', rowsOf('metrics', 'seq'));
    this.#purgeTrades = storage.statement('purge trades', rowsOf('trades', 'number'));
    this.#discardFiles = storage.statement(
      'discard files',
      `INSERT INTO discarded_files (path, discarded_at)
       SELECT DISTINCT path, :at FROM artifacts AS gone WHERE operation_id IN ${given}
         AND NOT EXISTS (SELECT 1 FROM artifacts WHERE path = gone.path AND operation_id NOT IN ${given})
         AND NOT EXISTS (SELECT 1 FROM datasets WHERE path = gone.path)
       ON CONFLICT DO NOTHING`,
    );
    this.#purge = storage.statement('purge operations', `DELETE FROM operations WHERE operation_id IN ${given}`);
    this.#discarded = storage.statement('discarded files', 'SELECT path FROM discarded_files');
    this.#forgetFile = storage.statement('forget file', 'DELETE FROM discarded_files WHERE path = :path');
  }

  /** Those of the given that could be hidden. */
  hide(ids: readonly OperationId[], at: string): OperationId[] {
    return this.#hide.all({ ids: JSON.stringify(ids), at }).map(({ id }) => id);
  }

  /** Those of the given that were hidden after `expired`. */
  show(ids: readonly OperationId[], expired: string): OperationId[] {
    return this.#show.all({ ids: JSON.stringify(ids), expired }).map(({ id }) => id);
  }

  hidden(): number {
    return this.#hidden.get()?.count ?? 0;
  }

  /** Removes a part of what was hidden at or before `expired`; false when nothing was left to remove. */
  purgeSome(expired: string, at: string): boolean {
    const found = this.#expired.all({ expired }).map(({ id }) => id);
    if (found.length === 0) return false;
    const ids = JSON.stringify(found);
    this.storage.inFullSync('purge', () => {
      if (this.#purgeMetrics.run({ ids }) === ROWS_AT_ONCE || this.#purgeTrades.run({ ids }) === ROWS_AT_ONCE) return;
      this.#discardFiles.run({ ids, at });
      this.#purge.run({ ids });
    });
    return true;
  }

  /** Their absolute paths. */
  discardedFiles(): string[] {
    return this.#discarded.all().map(({ path }) => this.storage.paths.absolute(path));
  }

  forgetFile(path: string): void {
    this.#forgetFile.run({ path: this.storage.paths.stored(path) });
  }
}
