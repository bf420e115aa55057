import type { FailureCode } from '../contract/failure';

/** Faults a job can find in what it was given. */
export const JOB_INPUT_ERROR_CODES = [
  /** The requested range holds no bars. */
  'empty_range',
  /** There are bars, but too few complete ones for a part of the split or for a decision. */
  'too_few_rows',
  /** The training part knows only one class: nothing can be learned. */
  'label_collapse',
  /** The model was trained on other features than the strategy computes. */
  'model_mismatch',
  /** The loss stopped being a number; a smaller learning rate is the usual remedy. */
  'diverged',
] as const satisfies readonly FailureCode[];

export type JobInputErrorCode = (typeof JOB_INPUT_ERROR_CODES)[number];

/** A fault of the job's input, in words for a person: what is wrong, where, what was expected, what to do. */
export class JobInputError extends Error {
  constructor(
    readonly code: JobInputErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'JobInputError';
  }
}
