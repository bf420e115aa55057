import type { OperationId } from '../../contract/identifiers';
import type { OperationMetadata } from '../../contract/operation';
import type { OperationOrigin } from '../../contract/operation-lineage';
import type { OperationType } from '../../contract/operation-type';
import { PRIORITIES, type Priority } from '../../contract/queue-place';
import type { Statement, Storage } from '../storage/storage';
import { LAST_IN_QUEUE } from './queue-store';

export interface NewOperation {
  readonly operationId: OperationId;
  readonly parentOperationId: OperationId | null;
  readonly origin: OperationOrigin | null;
  readonly priority: Priority;
  readonly engineVersion: string | null;
  readonly type: OperationType;
  readonly createdAt: string;
  readonly metadata: OperationMetadata;
  /** As `encodeRequest` made it. */
  readonly request: string;
  readonly warnings: readonly string[];
}

/** The rows a new operation consists of. */
export class CreationStore {
  readonly #taken: Statement<{ taken: number }>;
  readonly #insert: Statement<never>;
  readonly #insertDetails: Statement<never>;
  readonly #pinDataset: Statement<never>;

  constructor(storage: Storage) {
    this.#taken = storage.statement('is id taken', 'SELECT 1 AS taken FROM operations WHERE operation_id = :id');
    this.#insert = storage.statement(
      'create operation',
      `INSERT INTO operations (operation_id, parent_operation_id, origin_kind, origin_operation_id, type, status,
         created_at, title, symbol, timeframe, strategy_name, strategy_hash, model_operation_id, priority, queue_order)
       VALUES (:id, :parent, :originKind, :originId, :type, 'pending', :createdAt, :title, :symbol, :timeframe,
         :strategyName, :strategyHash, :modelOperationId, :priority, ${LAST_IN_QUEUE})`,
    );
    this.#insertDetails = storage.statement(
      'create operation details',
      `INSERT INTO operation_details (id, start_date, end_date, seed, parameters, request, warnings, engine_version)
       SELECT id, :startDate, :endDate, :seed, :parameters, :request, :warnings, :engineVersion
       FROM operations WHERE operation_id = :id`,
    );
    this.#pinDataset = storage.statement(
      'pin dataset',
      'INSERT INTO operation_datasets (operation_id, position, fingerprint) VALUES (:id, :position, :fingerprint)',
    );
  }

  /** Also by an operation that is hidden. */
  isTaken(id: string): boolean {
    return this.#taken.get({ id }) !== undefined;
  }

  /** Within a transaction. */
  insert(operation: NewOperation): void {
    const { operationId: id, origin, metadata } = operation;
    this.#insert.run({
      id,
      parent: operation.parentOperationId,
      originKind: origin?.kind ?? null,
      originId: origin?.operationId ?? null,
      priority: PRIORITIES.indexOf(operation.priority),
      type: operation.type,
      createdAt: operation.createdAt,
      title: metadata.title,
      symbol: metadata.symbol,
      timeframe: metadata.timeframe,
      strategyName: metadata.strategyName,
      strategyHash: metadata.strategyHash,
      modelOperationId: metadata.modelOperationId,
    });
    this.#insertDetails.run({
      id,
      startDate: metadata.startDate,
      endDate: metadata.endDate,
      seed: metadata.seed,
      parameters: JSON.stringify(metadata.parameters),
      request: operation.request,
      warnings: JSON.stringify(operation.warnings),
      engineVersion: operation.engineVersion,
    });
    metadata.datasets.forEach((fingerprint, position) => {
      this.#pinDataset.run({ id, position, fingerprint });
    });
  }
}
