import { type Failure, FailureError } from '../../../src/contract/failure';

/** Why something was refused; fails when it was not. */
export function refusal(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('it was accepted');
}
