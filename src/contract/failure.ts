import { z } from 'zod';

/** Faults of what the person gave us; the command line answers them with exit code 2. */
export const INPUT_FAILURE_CODES = [
  'bad_arguments',
  'bad_csv',
  'bad_strategy',
  'dataset_missing',
  'empty_range',
  'file_missing',
  'label_collapse',
  'model_mismatch',
  'profile_unusable',
  'too_few_rows',
  'unknown_model',
  'unknown_operation',
  'unknown_symbol',
] as const;

/** Everything else that can end an operation or refuse a request. */
export const OTHER_FAILURE_CODES = [
  'app_closed',
  'checkpoint_damaged',
  'child_failed',
  'disk_full',
  'diverged',
  'engine_changed',
  'internal',
  'nondeterministic',
  'not_allowed',
  'orphaned',
  'out_of_memory',
  'profile_in_use',
  'provider_failed',
  'repeated_request',
  'requested_failure',
  'storage_failed',
  'storage_read_only',
  'unresponsive',
  'worker_crashed',
  'worker_did_not_start',
  'worker_kind_stopped',
] as const;

export const FAILURE_CODES = [...INPUT_FAILURE_CODES, ...OTHER_FAILURE_CODES] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** An error as data: what crosses a port, IPC or the database instead of an Error object. */
export const failureSchema = z.strictObject({
  code: z.enum(FAILURE_CODES),
  /** One or two plain sentences for a person: what happened, where, what to do. */
  message: z.string().min(1),
  /** For the log: stack, exit code, raw error text. Never shown unasked. */
  detail: z.string().nullable(),
  /** Label of the phase it happened in, when it happened in one. */
  phase: z.string().nullable(),
});
export type Failure = z.infer<typeof failureSchema>;

export const failure = (
  code: FailureCode,
  message: string,
  more: { detail?: string | null; phase?: string | null } = {},
): Failure => ({ code, message, detail: more.detail ?? null, phase: more.phase ?? null });

export const isInputFailure = (code: FailureCode): boolean =>
  (INPUT_FAILURE_CODES as readonly FailureCode[]).includes(code);

/** Carries a Failure through code that throws, inside one process only. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
  }
}

/** What was thrown, as data: a FailureError keeps its failure, anything else is `internal`. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return failure('internal', `Something went wrong inside Tradewind: ${error.message}`, {
    detail: error.stack ?? error.message,
  });
}

/** The answer of a call across a boundary: errors travel as data, never as exceptions. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
