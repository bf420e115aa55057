import type { OperationId } from '../../contract/identifiers';
import { ACTIVE_STATUSES } from '../../contract/operation-status';
import type { Statement, Storage } from '../storage/storage';
import { OPERATION_COLUMNS, OPERATION_DETAILS, type OperationRow } from './operation-row';

const ACTIVE = ACTIVE_STATUSES.map((status) => `'${status}'`).join(', ');

/** Parents and their children. */
export class FamiliesStore {
  readonly #children: Statement<OperationRow>;
  readonly #liveDescendants: Statement<{ id: OperationId }>;

  constructor(storage: Storage) {
    this.#children = storage.statement(
      'children of operation',
      `SELECT ${OPERATION_COLUMNS} FROM operations AS o ${OPERATION_DETAILS}
       WHERE o.parent_operation_id = :id AND o.deleted_at IS NULL ORDER BY o.created_at, o.id`,
    );
    this.#liveDescendants = storage.statement(
      'live descendants',
      `WITH RECURSIVE family (operation_id, depth) AS (
         SELECT operation_id, 1 FROM operations WHERE parent_operation_id = :id
         UNION
         SELECT o.operation_id, family.depth + 1
         FROM family JOIN operations AS o ON o.parent_operation_id = family.operation_id)
       SELECT o.operation_id AS id FROM family JOIN operations AS o USING (operation_id)
       WHERE o.status IN (${ACTIVE}) AND o.deleted_at IS NULL ORDER BY family.depth, o.created_at, o.id`,
    );
  }

  /** Oldest first. */
  children(id: string): OperationRow[] {
    return this.#children.all({ id });
  }

  /** Every generation, also below one that has ended; children before grandchildren, each oldest first. */
  liveDescendants(id: string): OperationId[] {
    return this.#liveDescendants.all({ id }).map((row) => row.id);
  }
}
