import type { Attempt, AttemptEnd } from '../../contract/attempts';
import type { CancelReason } from '../../contract/cancellation';
import type { Failure } from '../../contract/failure';
import type { OperationProgress } from '../../contract/progress';
import type { Statement, Storage } from '../storage/storage';

/** Where an attempt goes on, and what was shown before it was asked for. */
export interface AttemptStart {
  /** Number of the checkpoint; 0 is the start. */
  readonly fromCheckpoint: number;
  readonly fromPercentage: number;
  /** Null for the first attempt. */
  readonly progressBefore: OperationProgress | null;
}

interface AttemptRow {
  readonly number: number;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly durationMs: number | null;
  readonly fromCheckpoint: number;
  readonly fromPercentage: number;
  readonly outcome: AttemptEnd['outcome'] | null;
  readonly reason: CancelReason | null;
  readonly note: string | null;
  readonly forced: number | null;
  readonly failure: string | null;
}

/** One row for each run of an operation, from being asked for to its end. */
export class AttemptsStore {
  readonly #open: Statement<never>;
  readonly #start: Statement<never>;
  readonly #ask: Statement<never>;
  readonly #end: Statement<never>;
  readonly #drop: Statement<never>;
  readonly #worked: Statement<{ total: number }>;
  readonly #read: Statement<AttemptRow>;
  readonly #before: Statement<{ progress: string | null }>;

  constructor(storage: Storage) {
    const latest = `operation_id = :id AND number = (SELECT max(number) FROM attempts WHERE operation_id = :id)`;
    this.#open = storage.statement(
      'open attempt',
      `INSERT INTO attempts (operation_id, number, requested_at, from_checkpoint, from_percentage, progress_before)
       SELECT :id, 1 + coalesce(max(number), 0), :at, :fromCheckpoint, :fromPercentage, :progressBefore
       FROM attempts WHERE operation_id = :id`,
    );
    this.#start = storage.statement('start attempt', `UPDATE attempts SET started_at = :at WHERE ${latest}`);
    this.#ask = storage.statement(
      'ask attempt to stop',
      `UPDATE attempts SET cancel_requested_at = :at WHERE ${latest}`,
    );
    this.#end = storage.statement(
      'end attempt',
      `UPDATE attempts SET ended_at = :at, duration_ms = :durationMs, outcome = :outcome, cancel_reason = :reason,
         cancel_note = :note, forced = :forced, failure = :failure WHERE ${latest}`,
    );
    this.#drop = storage.statement('drop attempt', `DELETE FROM attempts WHERE ${latest}`);
    this.#worked = storage.statement(
      'time of attempts',
      'SELECT total(duration_ms) AS total FROM attempts WHERE operation_id = :id',
    );
    this.#read = storage.statement(
      'read attempts',
      `SELECT number, requested_at AS requestedAt, started_at AS startedAt, ended_at AS endedAt,
         duration_ms AS durationMs, from_checkpoint AS fromCheckpoint, from_percentage AS fromPercentage, outcome,
         cancel_reason AS reason, cancel_note AS note, forced, failure
       FROM attempts WHERE operation_id = :id ORDER BY number`,
    );
    this.#before = storage.statement(
      'progress before attempt',
      `SELECT progress_before AS progress FROM attempts WHERE ${latest}`,
    );
  }

  open(id: string, at: string, { fromCheckpoint, fromPercentage, progressBefore }: AttemptStart): void {
    this.#open.run({
      id,
      at,
      fromCheckpoint,
      fromPercentage,
      progressBefore: progressBefore === null ? null : JSON.stringify(progressBefore),
    });
  }

  start(id: string, at: string): void {
    this.#start.run({ id, at });
  }

  cancelRequested(id: string, at: string): void {
    this.#ask.run({ id, at });
  }

  /** `durationMs` is null for an attempt that was never started. */
  end(id: string, at: string, durationMs: number | null, end: AttemptEnd): void {
    this.#end.run({
      id,
      at,
      durationMs,
      outcome: end.outcome,
      reason: end.outcome === 'cancelled' ? end.reason : null,
      note: end.outcome === 'cancelled' ? end.note : null,
      forced: end.outcome === 'cancelled' ? Number(end.forced) : null,
      failure: end.outcome === 'failed' ? JSON.stringify(end.failure) : null,
    });
  }

  /** As if the latest attempt had never been asked for. */
  dropLatest(id: string): void {
    this.#drop.run({ id });
  }

  /** Milliseconds that ended attempts worked. */
  workedMs(id: string): number {
    return this.#worked.get({ id })?.total ?? 0;
  }

  /** Oldest first. */
  read(id: string): Attempt[] {
    return this.#read.all({ id }).map(({ outcome, reason, note, forced, failure, ...row }) => ({
      ...row,
      end: endOf(outcome, { reason, note, forced, failure }),
    }));
  }

  /** What was shown before the latest attempt was asked for; null before the first. */
  progressBefore(id: string): OperationProgress | null {
    const progress = this.#before.get({ id })?.progress ?? null;
    return progress === null ? null : (JSON.parse(progress) as OperationProgress);
  }
}

function endOf(
  outcome: AttemptRow['outcome'],
  { reason, note, forced, failure }: Pick<AttemptRow, 'reason' | 'note' | 'forced' | 'failure'>,
): AttemptEnd | null {
  if (outcome === 'cancelled' && reason !== null) return { outcome, reason, note, forced: forced === 1 };
  if (outcome === 'failed' && failure !== null) return { outcome, failure: JSON.parse(failure) as Failure };
  return outcome === 'completed' ? { outcome } : null;
}
