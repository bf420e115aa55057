import type { CancelReason } from '../../contract/cancellation';
import type { Failure } from '../../contract/failure';
import type { Statement, Storage } from '../storage/storage';

/** How an attempt ended. */
export type AttemptEnd =
  | { readonly outcome: 'completed' }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  | {
      readonly outcome: 'cancelled';
      readonly reason: CancelReason;
      readonly note: string | null;
      readonly forced: boolean;
    };

/** One row for each run of an operation, from being asked for to its end. */
export class AttemptsStore {
  readonly #open: Statement<never>;
  readonly #start: Statement<never>;
  readonly #ask: Statement<never>;
  readonly #end: Statement<never>;
  readonly #worked: Statement<{ total: number }>;

  constructor(storage: Storage) {
    const latest = `operation_id = :id AND number = (SELECT max(number) FROM attempts WHERE operation_id = :id)`;
    this.#open = storage.statement(
      'open attempt',
      `INSERT INTO attempts (operation_id, number, requested_at)
       SELECT :id, 1 + coalesce(max(number), 0), :at FROM attempts WHERE operation_id = :id`,
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
    this.#worked = storage.statement(
      'time of attempts',
      'SELECT total(duration_ms) AS total FROM attempts WHERE operation_id = :id',
    );
  }

  open(id: string, at: string): void {
    this.#open.run({ id, at });
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

  /** Milliseconds that ended attempts worked. */
  workedMs(id: string): number {
    return this.#worked.get({ id })?.total ?? 0;
  }
}
