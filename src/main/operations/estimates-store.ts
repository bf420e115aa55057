import type { OperationType } from '../../contract/operation-type';
import type { Statement, Storage } from '../storage/storage';
import type { NotedEstimate } from './progress/noted-estimates';

/** So many of the newest operations of a type tell how good its estimates are. */
const COUNTED_OPERATIONS = 20;

export interface JudgedEstimate {
  readonly operationId: string;
  readonly estimatedMs: number;
  readonly actualMs: number;
}

export class EstimatesStore {
  readonly #insert: Statement<never>;
  readonly #newest: Statement<JudgedEstimate>;

  constructor(storage: Storage) {
    this.#insert = storage.statement(
      'store estimate',
      `INSERT INTO operation_estimates (operation_id, at_percent, type, completed_at, elapsed_ms, estimated_ms, actual_ms)
       VALUES (:id, :atPercent, :type, :at, :elapsedMs, :estimatedMs, :actualMs)`,
    );
    this.#newest = storage.statement(
      'estimates of type',
      `SELECT operation_id AS operationId, estimated_ms AS estimatedMs, actual_ms AS actualMs FROM operation_estimates
       WHERE operation_id IN (SELECT operation_id FROM operation_estimates WHERE type = :type
         GROUP BY completed_at, operation_id ORDER BY completed_at DESC, operation_id DESC
         LIMIT ${COUNTED_OPERATIONS})`,
    );
  }

  /** Within the transaction that completes the operation. */
  insert(id: string, type: OperationType, notes: readonly NotedEstimate[], actualMs: number, at: string): void {
    if (actualMs <= 0) return;
    for (const note of notes) this.#insert.run({ id, type, at, actualMs, ...note });
  }

  /** Of the newest operations of a type. */
  newest(type: OperationType): JudgedEstimate[] {
    return this.#newest.all({ type });
  }
}
