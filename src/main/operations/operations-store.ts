import type { AttemptEnd } from '../../contract/attempts';
import type { CancelReason } from '../../contract/cancellation';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { ACTIVE_STATUSES, type OperationStatus, statusesThatMayBecome } from '../../contract/operation-status';
import type { OperationProgress } from '../../contract/progress';
import type { OperationResult } from '../../contract/results';
import type { SqlParameters, Statement, Storage } from '../storage/storage';
import { OPERATION_COLUMNS, OPERATION_DETAILS, type OperationRow } from './operation-row';
import { LAST_IN_QUEUE } from './queue-store';

/** What every end of an operation writes. */
export interface OperationEnd {
  readonly at: string;
  /** Worked over all attempts; null: what was saved last. */
  readonly durationMs: number | null;
  readonly progress: OperationProgress;
  readonly warnings: readonly string[];
}

const listOf = (statuses: readonly OperationStatus[]): string => statuses.map((status) => `'${status}'`).join(', ');

/**
 * The SQL that writes an operation's row. Every move of a status is one conditional UPDATE over the contract's table
 * of legal moves; one that does not happen throws, and so undoes the transaction that the caller brings.
 */
export class OperationsStore {
  readonly #read: Statement<OperationRow>;
  readonly #status: Statement<{ status: OperationStatus }>;
  readonly #active: Statement<{ id: OperationId }>;
  readonly #request: Statement<{ request: string }>;
  readonly #engineVersion: Statement<{ engineVersion: string | null }>;
  readonly #start: Statement<never>;
  readonly #resume: Statement<never>;
  readonly #putBack: Statement<never>;
  readonly #complete: Statement<never>;
  readonly #fail: Statement<never>;
  readonly #cancel: Statement<never>;
  readonly #requestCancel: Statement<never>;
  readonly #duration: Statement<never>;
  readonly #savedDuration: Statement<{ durationMs: number | null }>;
  readonly #progress: Statement<never>;
  readonly #result: Statement<never>;
  readonly #failureDetail: Statement<never>;
  readonly #warnings: Statement<never>;

  constructor(storage: Storage) {
    const moveTo = (to: OperationStatus, assignments: string) =>
      storage.statement(
        `operation becomes ${to}`,
        `UPDATE operations SET status = '${to}', ${assignments}
         WHERE operation_id = :id AND deleted_at IS NULL AND status IN (${listOf(statusesThatMayBecome(to))})`,
      );
    const detail = (name: string, assignments: string) =>
      storage.statement(
        name,
        `UPDATE operation_details SET ${assignments} WHERE id = (SELECT id FROM operations WHERE operation_id = :id)`,
      );
    this.#read = storage.statement(
      'get operation',
      `SELECT ${OPERATION_COLUMNS} FROM operations AS o ${OPERATION_DETAILS}
       WHERE o.operation_id = :id AND o.deleted_at IS NULL`,
    );
    this.#status = storage.statement(
      'status of operation',
      'SELECT status FROM operations WHERE operation_id = :id AND deleted_at IS NULL',
    );
    this.#active = storage.statement(
      'active operations',
      `SELECT operation_id AS id FROM operations WHERE deleted_at IS NULL AND status IN (${listOf(ACTIVE_STATUSES)})
       ORDER BY created_at, operations.id`,
    );
    this.#request = storage.statement(
      'request of operation',
      `SELECT d.request FROM operations AS o JOIN operation_details AS d USING (id)
       WHERE o.operation_id = :id AND o.deleted_at IS NULL`,
    );
    this.#engineVersion = storage.statement(
      'engine of operation',
      `SELECT d.engine_version AS engineVersion FROM operations AS o JOIN operation_details AS d USING (id)
       WHERE o.operation_id = :id AND o.deleted_at IS NULL`,
    );
    this.#resume = moveTo(
      'resuming',
      `completed_at = NULL, forced = NULL, cancel_reason = NULL, cancel_note = NULL, failure_code = NULL,
       failure_message = NULL, failure_phase = NULL, attempt = attempt + 1, queue_order = ${LAST_IN_QUEUE}`,
    );
    this.#putBack = storage.statement(
      'put operation back',
      `UPDATE operations SET status = :status, completed_at = :at, forced = :forced, cancel_reason = :reason,
         cancel_note = :note, failure_code = :code, failure_message = :message, failure_phase = :phase,
         attempt = attempt - 1
       WHERE operation_id = :id AND status = 'resuming'`,
    );
    this.#start = moveTo('running', 'started_at = coalesce(started_at, :at), duration_ms = coalesce(duration_ms, 0)');
    this.#complete = moveTo(
      'completed',
      `completed_at = :at, duration_ms = coalesce(:durationMs, duration_ms), cancel_requested_at = NULL, cancel_reason = NULL,
       cancel_note = NULL`,
    );
    this.#fail = moveTo(
      'failed',
      `completed_at = :at, duration_ms = coalesce(:durationMs, duration_ms), cancel_requested_at = NULL, cancel_reason = NULL,
       cancel_note = NULL, failure_code = :code, failure_message = :message, failure_phase = :phase`,
    );
    this.#cancel = moveTo(
      'cancelled',
      `completed_at = :at, duration_ms = coalesce(:durationMs, duration_ms), cancel_requested_at = NULL, cancel_reason = :reason,
       cancel_note = :note, forced = :forced`,
    );
    this.#requestCancel = storage.statement(
      'request cancel',
      `UPDATE operations SET cancel_requested_at = :at, cancel_reason = :reason, cancel_note = :note
       WHERE operation_id = :id AND status = 'running' AND cancel_requested_at IS NULL`,
    );
    this.#duration = storage.statement(
      'save duration',
      'UPDATE operations SET duration_ms = :durationMs WHERE operation_id = :id',
    );
    this.#savedDuration = storage.statement(
      'saved duration',
      'SELECT duration_ms AS durationMs FROM operations WHERE operation_id = :id',
    );
    this.#progress = detail('save progress', 'progress = :progress');
    this.#result = detail('save result', 'result = :result');
    this.#failureDetail = detail('save failure detail', 'failure_detail = :detail');
    this.#warnings = detail('save warnings', 'warnings = :warnings');
  }

  read(id: string): OperationRow | null {
    return this.#read.get({ id }) ?? null;
  }

  status(id: string): OperationStatus | null {
    return this.#status.get({ id })?.status ?? null;
  }

  /** Oldest first. */
  active(): OperationId[] {
    return this.#active.all().map(({ id }) => id);
  }

  request(id: string): string | null {
    return this.#request.get({ id })?.request ?? null;
  }

  /** The engine it was created with; null when none was noted. */
  engineVersion(id: string): string | null {
    return this.#engineVersion.get({ id })?.engineVersion ?? null;
  }

  /** One conditional UPDATE: of several who try, exactly one is told true. */
  resume(id: string, progress: OperationProgress): boolean {
    if (this.#resume.run({ id }) !== 1) return false;
    this.#failureDetail.run({ id, detail: null });
    this.#writeProgress(id, progress);
    return true;
  }

  /** Makes a waiting resumption undone: the row ends again as it had ended. */
  putBack(
    id: string,
    at: string,
    end: Exclude<AttemptEnd, { outcome: 'completed' }>,
    progress: OperationProgress,
  ): void {
    const failure = end.outcome === 'failed' ? end.failure : null;
    const cancelled = end.outcome === 'cancelled' ? end : null;
    move(this.#putBack, {
      id,
      at,
      status: end.outcome,
      forced: cancelled === null ? null : Number(cancelled.forced),
      reason: cancelled?.reason ?? null,
      note: cancelled?.note ?? null,
      code: failure?.code ?? null,
      message: failure?.message ?? null,
      phase: failure?.phase ?? null,
    });
    this.#failureDetail.run({ id, detail: failure?.detail ?? null });
    this.#writeProgress(id, progress);
  }

  start(id: string, at: string, progress: OperationProgress): void {
    move(this.#start, { id, at });
    this.#writeProgress(id, progress);
  }

  complete(id: string, end: OperationEnd, result: OperationResult): void {
    this.#end(this.#complete, id, end);
    this.#result.run({ id, result: JSON.stringify(result) });
  }

  fail(id: string, end: OperationEnd, { code, message, phase, detail }: Failure): void {
    this.#end(this.#fail, id, end, { code, message, phase });
    this.#failureDetail.run({ id, detail });
  }

  cancel(id: string, end: OperationEnd, reason: CancelReason, note: string | null, forced: boolean): void {
    this.#end(this.#cancel, id, end, { reason, note, forced: Number(forced) });
  }

  /** Only for what runs and was not asked before. */
  requestCancel(id: string, at: string, reason: CancelReason, note: string | null): void {
    move(this.#requestCancel, { id, at, reason, note });
  }

  saveProgress(id: string, progress: OperationProgress, durationMs: number): void {
    this.#duration.run({ id, durationMs });
    this.#writeProgress(id, progress);
  }

  /** As of the last save; null when it was never started. */
  savedDuration(id: string): number | null {
    return this.#savedDuration.get({ id })?.durationMs ?? null;
  }

  saveWarnings(id: string, warnings: readonly string[]): void {
    this.#warnings.run({ id, warnings: JSON.stringify(warnings) });
  }

  #end(statement: Statement<never>, id: string, end: OperationEnd, more: SqlParameters = {}): void {
    move(statement, { id, at: end.at, durationMs: end.durationMs, ...more });
    this.#writeProgress(id, end.progress);
    this.saveWarnings(id, end.warnings);
  }

  #writeProgress(id: string, progress: OperationProgress): void {
    this.#progress.run({ id, progress: JSON.stringify(progress) });
  }
}

function move(statement: Statement<never>, parameters: SqlParameters): void {
  if (statement.run(parameters) !== 1) throw new Error(`The operation ${parameters['id']} was changed by another hand`);
}
