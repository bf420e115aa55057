import type { Attempt } from '../../contract/attempts';
import type { Checkpoint } from '../../contract/checkpoints';
import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { MetricPage } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import type { OperationPage, OperationQuery } from '../../contract/operation-listing';
import { OPERATION_STATUSES } from '../../contract/operation-status';
import type { OperationRequest, StrategySource } from '../../contract/requests';
import type { Trade } from '../../contract/trades';
import type { Artifact } from '../../contract/worker-protocol';
import type { CheckpointFile } from './checkpoints-store';
import type { LiveOperations } from './live-operations';
import { unknownOperation } from './operation-refusals';
import { NOTHING_LIVE, type OperationRow, operationOfRow } from './operation-row';
import type { OperationStores } from './operation-stores';
import { decodeRequest } from './request-column';

/** Everything there is to know about operations: the database, with what is newer in memory laid over it. */
export class OperationsReader {
  protected queuePositions: ReadonlyMap<OperationId, number> = new Map();

  constructor(
    protected readonly stores: OperationStores,
    protected readonly live: LiveOperations,
  ) {}

  /** @throws FailureError `unknown_operation` */
  get(id: OperationId): Operation {
    const found = this.find(id);
    if (found === null) throw new FailureError(unknownOperation(id));
    return found;
  }

  find(id: OperationId): Operation | null {
    const live = this.live.get(id);
    if (live !== null) return live;
    const row = this.stores.operations.read(id);
    return row === null ? null : this.#stored(row);
  }

  /** Oldest first. */
  children(id: OperationId): Operation[] {
    this.mustExist(id);
    return this.stores.families.children(id).map((row) => this.#overlaid(row));
  }

  /** One page; the caller adds the revision of the mirror it agrees with. */
  list(query: OperationQuery): Omit<OperationPage, 'revision'> {
    const { queries } = this.stores;
    const operations = queries.page(query).map((row) => this.#overlaid(row));
    const counts = queries.counts(query.filter);
    const wanted = query.filter.statuses.length === 0 ? OPERATION_STATUSES : query.filter.statuses;
    const total = [...new Set(wanted)].reduce((sum, status) => sum + counts[status], 0);
    return { operations, total, counts, active: queries.active() };
  }

  /**
   * Rows from the cursor on, at most `limit`, and the cursor to go on with; past the end there are none.
   * @throws FailureError `bad_arguments` for a cursor that is no place in a list, `unknown_operation`
   */
  metrics(id: OperationId, cursor: number, limit: number | null = null): MetricPage {
    if (!Number.isInteger(cursor) || cursor < 0) {
      throw new FailureError(
        failure('bad_arguments', `The cursor is ${cursor}, but a whole number from 0 on was expected.`),
      );
    }
    this.mustExist(id);
    return this.stores.metrics.page(id, cursor, limit);
  }

  trades(id: OperationId): Trade[] {
    this.mustExist(id);
    return this.stores.trades.read(id);
  }

  artifacts(id: OperationId): Artifact[] {
    this.mustExist(id);
    return this.stores.artifacts.read(id);
  }

  /** The model a training made; null when there is no such completed training. */
  modelOf(id: OperationId): Artifact | null {
    if (this.stores.operations.status(id) !== 'completed') return null;
    return this.stores.artifacts.read(id).find(({ role }) => role === 'model') ?? null;
  }

  /** What was asked for, strategy text included. */
  request(id: OperationId): OperationRequest {
    const column = this.stores.operations.request(id);
    if (column === null) throw new FailureError(unknownOperation(id));
    return decodeRequest(column, (hash) => this.#snapshot(hash).text);
  }

  /** The strategy text an operation pinned; null when it has none. */
  strategy(id: OperationId): StrategySource | null {
    const hash = this.get(id).metadata.strategyHash;
    return hash === null ? null : this.#snapshot(hash);
  }

  /** The engine it was created with; null when none was noted. */
  engineVersionOf(id: OperationId): string | null {
    this.mustExist(id);
    return this.stores.operations.engineVersion(id);
  }

  /** Oldest first. */
  attempts(id: OperationId): Attempt[] {
    this.mustExist(id);
    return this.stores.attempts.read(id);
  }

  /** Newest first. */
  checkpoints(id: OperationId): Checkpoint[] {
    return this.checkpointFiles(id).map(({ checkpoint }) => checkpoint);
  }

  /** Newest first. */
  checkpointFiles(id: OperationId): CheckpointFile[] {
    this.mustExist(id);
    return this.stores.checkpoints.read(id);
  }

  /** Those of the given files (absolute paths) that no operation points to. Ask before anything is started. */
  ownerlessCheckpointFiles(paths: readonly string[]): string[] {
    return this.stores.checkpoints.ownerless(paths);
  }

  /** A running operation as its row has it; what memory knows better is laid over it by {@link LiveOperations}. */
  protected reread(id: OperationId): Operation | null {
    const row = this.stores.operations.read(id);
    return row === null ? null : this.#stored(row);
  }

  #overlaid(row: OperationRow): Operation {
    return this.live.get(row.operation_id as OperationId) ?? this.#stored(row);
  }

  #stored(row: OperationRow): Operation {
    const queuePosition = this.queuePositions.get(row.operation_id as OperationId) ?? null;
    return operationOfRow(row, { ...NOTHING_LIVE, queuePosition });
  }

  #snapshot(hash: string): StrategySource {
    const source = this.stores.strategies.read(hash);
    if (source === null) throw new Error(`The strategy snapshot ${hash} is missing`);
    return source;
  }

  protected mustExist(id: OperationId): void {
    if (this.stores.operations.status(id) === null) throw new FailureError(unknownOperation(id));
  }
}
