import type { OperationId } from '../../contract/identifiers';
import { ACTIVE_STATUSES } from '../../contract/operation-status';
import type { Statement, Storage } from '../storage/storage';

const ACTIVE = ACTIVE_STATUSES.map((status) => `'${status}'`).join(', ');
/** Families at once, so that letting go of a long history never holds main up for long. */
const AT_ONCE = 25;

/** Which operations and checkpoints are old enough to go; oldest first, a part at a time. */
export class RetentionStore {
  readonly #endedBefore: Statement<{ id: OperationId }>;
  readonly #beyond: Statement<{ id: OperationId }>;
  readonly #withOldCheckpoints: Statement<{ id: OperationId }>;

  constructor(storage: Storage) {
    // Paused work is not finished in the eyes of whoever paused it, so it neither counts nor goes, nor does
    // what it needs to go on.
    const isPaused = (row: string) =>
      `(${row}.status = 'cancelled' AND ${row}.cancel_reason IN ('paused', 'shutdown'))`;
    const isOwed = (row: string) => `(${row}.status IN (${ACTIVE}) OR ${isPaused(row)})`;
    const finished = `o.deleted_at IS NULL AND o.is_child = 0 AND o.completed_at IS NOT NULL AND NOT ${isPaused('o')}`;
    const family = `WITH RECURSIVE family (operation_id) AS (
        SELECT o.operation_id
        UNION
        SELECT child.operation_id
        FROM family CROSS JOIN operations AS child ON child.parent_operation_id = family.operation_id)`;
    const mayGo = (keep: string) => `NOT EXISTS (${family}
      SELECT 1 FROM family CROSS JOIN operations AS m ON m.operation_id = family.operation_id
      WHERE ${isOwed('m')} OR ${keep}
        OR EXISTS (SELECT 1 FROM operations AS user WHERE user.model_operation_id = m.operation_id
          AND user.deleted_at IS NULL AND ${isOwed('user')}))`;
    this.#endedBefore = storage.statement(
      'operations past their days',
      `SELECT o.operation_id AS id FROM operations AS o
       WHERE ${finished} AND o.completed_at < :moment AND ${mayGo('m.completed_at >= :moment')}
       ORDER BY o.completed_at, o.id LIMIT ${AT_ONCE}`,
    );
    // The newest that are kept are passed over; whatever comes behind them goes, if it may.
    this.#beyond = storage.statement(
      'operations beyond the number kept',
      `SELECT o.operation_id AS id FROM
         (SELECT o.id FROM operations AS o WHERE ${finished} ORDER BY o.completed_at DESC, o.id DESC
          LIMIT -1 OFFSET :kept) AS old
       CROSS JOIN operations AS o ON o.id = old.id WHERE ${mayGo('FALSE')} LIMIT ${AT_ONCE}`,
    );
    this.#withOldCheckpoints = storage.statement(
      'operations with old checkpoints',
      `SELECT o.operation_id AS id FROM (SELECT DISTINCT operation_id FROM checkpoints) AS kept
       CROSS JOIN operations AS o ON o.operation_id = kept.operation_id
       WHERE o.completed_at < :moment AND o.deleted_at IS NULL LIMIT ${AT_ONCE}`,
    );
  }

  /** Finished before a moment, as all their descendants were. */
  endedBefore(moment: string): OperationId[] {
    return this.#endedBefore.all({ moment }).map(({ id }) => id);
  }

  /** Finished, and older than the newest `kept`. A parent counts as one with all its descendants. */
  beyond(kept: number): OperationId[] {
    return this.#beyond.all({ kept }).map(({ id }) => id);
  }

  /** Stopped before a moment and still holding checkpoints. */
  withOldCheckpoints(moment: string): OperationId[] {
    return this.#withOldCheckpoints.all({ moment }).map(({ id }) => id);
  }
}
