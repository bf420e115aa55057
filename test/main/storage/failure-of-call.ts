import { type Failure, FailureError } from '../../../src/contract/failure';

/** The failure that a call throws; a call that succeeds, or throws anything else, fails the test. */
export function failureOfCall(call: () => unknown): Failure {
  try {
    call();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('nothing was refused');
}
