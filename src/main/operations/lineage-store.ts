import type { OperationId } from '../../contract/identifiers';
import type { OperationOrigin } from '../../contract/operation-lineage';
import type { OperationType } from '../../contract/operation-type';
import type { Statement, Storage } from '../storage/storage';

export interface RepeatRow {
  readonly operationId: OperationId;
  readonly kind: OperationOrigin['kind'];
}

/** What was asked for, and what was asked for again. */
export class LineageStore {
  readonly #repeats: Statement<RepeatRow>;
  readonly #newest: Statement<{ id: OperationId }>;

  constructor(storage: Storage) {
    this.#repeats = storage.statement(
      'repeats of operation',
      `SELECT operation_id AS operationId, origin_kind AS kind FROM operations
       WHERE origin_operation_id = :id AND deleted_at IS NULL ORDER BY created_at DESC, operations.id DESC`,
    );
    this.#newest = storage.statement(
      'newest operation of type',
      `SELECT operation_id AS id FROM operations
       WHERE type = :type AND is_child = 0 AND deleted_at IS NULL ORDER BY created_at DESC, operations.id DESC LIMIT 1`,
    );
  }

  /** Newest first. */
  repeats(id: string): RepeatRow[] {
    return this.#repeats.all({ id });
  }

  /** Children do not count: nobody asked for them. */
  newest(type: OperationType): OperationId | null {
    return this.#newest.get({ type })?.id ?? null;
  }
}
