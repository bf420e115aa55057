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
  readonly #discardCheckpoints: Statement<never>;
  readonly #purge: Statement<never>;
  readonly #discarded: Statement<{ path: string }>;
  readonly #isDiscarded: Statement<{ yes: number }>;
  readonly #forgetFile: Statement<never>;

  constructor(private readonly storage: Storage) {
    const given = '(SELECT value FROM json_each(:ids))';
    const rowsOf = (table: string, key: string) =>
      `DELETE FROM ${table} WHERE (operation_id, ${key}) IN
         (SELECT operation_id, ${key} FROM ${table} WHERE operation_id IN ${given} LIMIT ${ROWS_AT_ONCE})`;
    const withDescendants = (roots: string) =>
      `WITH RECURSIVE family (operation_id, root) AS (
         SELECT operation_id, operation_id FROM operations WHERE ${roots}
         UNION
         SELECT o.operation_id, family.root
         FROM family CROSS JOIN operations AS o ON o.parent_operation_id = family.operation_id)`;
    // Not while something that is owed to the person is part of it or depends on it: a descendant, or a backtest of
    // one of its models. A child alone stays: its parent's result and resumption rest on it.
    this.#hide = storage.statement(
      'hide operations',
      `${withDescendants(`operation_id IN ${given} AND deleted_at IS NULL
         AND (is_child = 0 OR parent_operation_id NOT IN (SELECT operation_id FROM operations))`)},
       owed (root) AS (
         SELECT family.root FROM family JOIN operations AS o USING (operation_id)
         WHERE o.status IN (${ACTIVE})
           OR EXISTS (SELECT 1 FROM operations WHERE model_operation_id = o.operation_id AND status IN (${ACTIVE})))
       UPDATE operations SET deleted_at = :at
       WHERE operation_id IN (SELECT operation_id FROM family WHERE root NOT IN (SELECT root FROM owed))
         AND deleted_at IS NULL
       RETURNING operation_id AS id`,
    );
    // Whoever is brought back brings its parent and siblings along: they went together.
    this.#show = storage.statement(
      'show operations again',
      `WITH RECURSIVE line (operation_id, parent_operation_id) AS (
         SELECT operation_id, parent_operation_id FROM operations WHERE operation_id IN ${given}
         UNION
         SELECT o.operation_id, o.parent_operation_id
         FROM line CROSS JOIN operations AS o ON o.operation_id = line.parent_operation_id),
       family (operation_id) AS (
         SELECT operation_id FROM line
         UNION
         SELECT o.operation_id
         FROM family CROSS JOIN operations AS o ON o.parent_operation_id = family.operation_id)
       UPDATE operations SET deleted_at = NULL
       WHERE operation_id IN (SELECT operation_id FROM family) AND deleted_at > :expired
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
    this.#discardCheckpoints = storage.statement(
      'discard checkpoint files of operations',
      `INSERT INTO discarded_files (path, discarded_at, at_once)
       SELECT DISTINCT path, :at, 1 FROM checkpoints WHERE operation_id IN ${given} ON CONFLICT DO NOTHING`,
    );
    this.#purge = storage.statement('purge operations', `DELETE FROM operations WHERE operation_id IN ${given}`);
    this.#discarded = storage.statement(
      'discarded files',
      'SELECT path FROM discarded_files WHERE at_once = 1 OR :idle = 1 ORDER BY path',
    );
    this.#isDiscarded = storage.statement(
      'is file discarded',
      'SELECT 1 AS yes FROM discarded_files WHERE path = :path AND (at_once = 1 OR :idle = 1)',
    );
    this.#forgetFile = storage.statement('forget file', 'DELETE FROM discarded_files WHERE path = :path');
  }

  /** Hides those of the given that can go, with all their descendants; returns all that are hidden now. */
  hide(ids: readonly OperationId[], at: string): OperationId[] {
    return this.#hide.all({ ids: JSON.stringify(ids), at }).map(({ id }) => id);
  }

  /** Brings back those of the given that were hidden after `expired`, and all that went with them. */
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
      this.#discardCheckpoints.run({ ids, at });
      this.#purge.run({ ids });
    });
    return true;
  }

  /** Absolute paths of those that may be deleted now, `idle` meaning that no operation is at work. */
  discardedFiles(idle: boolean): string[] {
    return this.#discarded.all({ idle: Number(idle) }).map(({ path }) => this.storage.paths.absolute(path));
  }

  /** Whether it still is one that may be deleted. */
  isDiscarded(path: string, idle: boolean): boolean {
    return this.#isDiscarded.get({ path: this.storage.paths.stored(path), idle: Number(idle) }) !== undefined;
  }

  forgetFile(path: string): void {
    this.#forgetFile.run({ path: this.storage.paths.stored(path) });
  }
}
