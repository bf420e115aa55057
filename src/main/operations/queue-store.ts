import type { OperationId } from '../../contract/identifiers';
import { PRIORITIES, type Priority } from '../../contract/queue-place';
import type { Statement, Storage } from '../storage/storage';

/** Where a waiting operation stands: by priority, then by `order`, lowest first. */
export interface StoredRank {
  readonly priority: Priority;
  readonly order: number;
}

/** An order behind all that wait. */
export const LAST_IN_QUEUE = `(SELECT 1 + coalesce(max(queue_order), 0) FROM operations
  WHERE status IN ('pending', 'resuming') AND deleted_at IS NULL)`;

interface RankRow {
  readonly id: OperationId;
  readonly priority: number;
  readonly order: number;
}

/** The order in which waiting operations get their turn; kept over a restart. */
export class QueueStore {
  readonly #waiting: Statement<RankRow>;
  readonly #rank: Statement<RankRow>;
  readonly #place: Statement<never>;
  readonly #prioritise: Statement<never>;

  constructor(storage: Storage) {
    const columns = 'operation_id AS id, priority, queue_order AS "order"';
    const isWaiting = "status IN ('pending', 'resuming') AND deleted_at IS NULL";
    this.#waiting = storage.statement(
      'waiting operations',
      `SELECT ${columns} FROM operations WHERE ${isWaiting} ORDER BY priority, queue_order, created_at, operations.id`,
    );
    this.#rank = storage.statement('rank of operation', `SELECT ${columns} FROM operations WHERE operation_id = :id`);
    this.#place = storage.statement(
      'place in queue',
      `UPDATE operations SET priority = :priority, queue_order = :order WHERE operation_id = :id AND ${isWaiting}`,
    );
    this.#prioritise = storage.statement(
      'set priority',
      `UPDATE operations SET priority = :priority WHERE operation_id = :id AND ${isWaiting}`,
    );
  }

  /** First to be started first. */
  waiting(): { readonly id: OperationId; readonly rank: StoredRank }[] {
    return this.#waiting.all().map((row) => ({ id: row.id, rank: rankOf(row) }));
  }

  rank(id: string): StoredRank | null {
    const row = this.#rank.get({ id });
    return row === undefined ? null : rankOf(row);
  }

  place(id: string, { priority, order }: StoredRank): void {
    this.#place.run({ id, priority: PRIORITIES.indexOf(priority), order });
  }

  /** False when it does not wait. */
  prioritise(id: string, priority: Priority): boolean {
    return this.#prioritise.run({ id, priority: PRIORITIES.indexOf(priority) }) === 1;
  }
}

function rankOf({ id, priority, order }: RankRow): StoredRank {
  const known = PRIORITIES[priority];
  if (known === undefined) throw new Error(`The stored operation ${id} has the unknown priority ${priority}`);
  return { priority: known, order };
}
