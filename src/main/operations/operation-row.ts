import { z } from 'zod';
import type { CancelReason } from '../../contract/cancellation';
import type { FailureCode } from '../../contract/failure';
import { type Operation, operationSchema } from '../../contract/operation';
import type { OperationStatus } from '../../contract/operation-status';
import { PRIORITIES } from '../../contract/queue-place';

/** An operation as it lies in `operations` and `operation_details`; what the schema cannot promise is checked here. */
export interface OperationRow {
  readonly operation_id: string;
  readonly parent_operation_id: string | null;
  readonly origin_kind: string | null;
  readonly origin_operation_id: string | null;
  readonly child_count: number;
  readonly attempt: number;
  readonly priority: number;
  readonly type: string;
  readonly status: OperationStatus;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly title: string;
  readonly symbol: string | null;
  readonly timeframe: string | null;
  readonly strategy_name: string | null;
  readonly strategy_hash: string | null;
  readonly model_operation_id: string | null;
  readonly cancel_requested_at: string | null;
  readonly cancel_reason: CancelReason | null;
  readonly cancel_note: string | null;
  readonly forced: number | null;
  readonly failure_code: FailureCode | null;
  readonly failure_message: string | null;
  readonly failure_phase: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly seed: number | null;
  readonly datasets: string;
  readonly parameters: string;
  readonly progress: string | null;
  readonly result: string | null;
  readonly warnings: string;
  readonly failure_detail: string | null;
  /** Of the newest checkpoint; null when there is none. */
  readonly number: number | null;
  readonly written_in: number | null;
  readonly cause: string | null;
  readonly written_at: string | null;
  readonly units: number | null;
  readonly percentage: number | null;
  readonly bytes: number | null;
}

/** What memory knows of an operation beside its row. */
export interface LiveFacts {
  /** Place in the queue of its worker kind, from 1. */
  readonly queuePosition: number | null;
  readonly unresponsiveSince: string | null;
}

export const NOTHING_LIVE: LiveFacts = { queuePosition: null, unresponsiveSince: null };

/** The columns of {@link OperationRow}, for a query over {@link OPERATION_DETAILS}. */
export const OPERATION_COLUMNS = `o.operation_id, o.parent_operation_id, o.origin_kind, o.origin_operation_id, o.attempt,
  o.priority, o.type, o.status, o.created_at, o.started_at,
  o.completed_at, o.title, o.symbol, o.timeframe, o.strategy_name, o.strategy_hash, o.model_operation_id,
  o.cancel_requested_at, o.cancel_reason, o.cancel_note, o.forced, o.failure_code, o.failure_message, o.failure_phase,
  d.start_date, d.end_date, d.seed, d.parameters, d.progress, d.result, d.warnings, d.failure_detail,
  (SELECT json_group_array(fingerprint ORDER BY position) FROM operation_datasets WHERE operation_id = o.operation_id)
    AS datasets,
  (SELECT count(*) FROM operations WHERE parent_operation_id = o.operation_id AND deleted_at IS NULL) AS child_count,
  c.number, c.attempt AS written_in, c.cause, c.created_at AS written_at, c.units, c.percentage, c.bytes`;

/** What belongs to the row of `operations AS o` that is read. */
export const OPERATION_DETAILS = `JOIN operation_details AS d ON d.id = o.id
  LEFT JOIN checkpoints AS c ON c.operation_id = o.operation_id
    AND c.number = (SELECT max(number) FROM checkpoints WHERE operation_id = o.operation_id)`;

/**
 * The operation a row stands for.
 * @throws Error when the row is impossible: the database was changed by another hand.
 */
export function operationOfRow(row: OperationRow, live: LiveFacts = NOTHING_LIVE): Operation {
  const parsed = operationSchema.safeParse({ ...baseOf(row), ...stateOf(row, live) });
  if (parsed.success) return parsed.data;
  throw new Error(`The stored operation ${row.operation_id} makes no sense: ${z.prettifyError(parsed.error)}`);
}

const baseOf = (row: OperationRow) => ({
  operationId: row.operation_id,
  parentOperationId: row.parent_operation_id,
  origin: row.origin_kind === null ? null : { kind: row.origin_kind, operationId: row.origin_operation_id },
  childCount: row.child_count,
  attempt: row.attempt,
  type: row.type,
  createdAt: row.created_at,
  metadata: {
    title: row.title,
    symbol: row.symbol,
    timeframe: row.timeframe,
    startDate: row.start_date,
    endDate: row.end_date,
    seed: row.seed,
    strategyName: row.strategy_name,
    strategyHash: row.strategy_hash,
    datasets: jsonOf(row.datasets),
    modelOperationId: row.model_operation_id,
    parameters: jsonOf(row.parameters),
  },
  warnings: jsonOf(row.warnings),
});

function stateOf(row: OperationRow, { queuePosition, unresponsiveSince }: LiveFacts): object {
  const { status, started_at: startedAt, completed_at: completedAt } = row;
  const progress = jsonOf(row.progress);
  const checkpoint = newestCheckpointOf(row);
  const priority = PRIORITIES[row.priority];
  switch (status) {
    case 'pending':
      return { status, queuePosition, priority };
    case 'resuming':
      return { status, startedAt, progress, queuePosition, priority, checkpoint };
    case 'running':
      return {
        status,
        startedAt,
        progress,
        cancelRequested: cancelRequestOf(row),
        checkpoint,
        unresponsiveSince,
      };
    case 'completed':
      return { status, startedAt, completedAt, progress, result: jsonOf(row.result) };
    case 'failed':
      return { status, startedAt, completedAt, progress, failure: failureOfRow(row), checkpoint };
    case 'cancelled':
      return {
        status,
        startedAt,
        completedAt,
        progress,
        reason: row.cancel_reason,
        note: row.cancel_note,
        forced: row.forced === 1,
        checkpoint,
      };
    default:
      throw new Error(`The stored operation ${row.operation_id} has the unknown status ${status}`);
  }
}

function newestCheckpointOf({
  number,
  written_in,
  cause,
  written_at,
  units,
  percentage,
  bytes,
}: OperationRow): object | null {
  if (number === null) return null;
  return { number, attempt: written_in, cause, createdAt: written_at, units, percentage, bytes };
}

const cancelRequestOf = (row: OperationRow) =>
  row.cancel_requested_at === null
    ? null
    : { at: row.cancel_requested_at, reason: row.cancel_reason, note: row.cancel_note };

const failureOfRow = (row: OperationRow) => ({
  code: row.failure_code,
  message: row.failure_message,
  detail: row.failure_detail,
  phase: row.failure_phase,
});

const jsonOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
