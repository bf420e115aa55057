import { FailureError, failure } from '../../../contract/failure';

/** The file as a whole cannot be imported; `message` says why, where, and what was expected. */
export const csvFault = (message: string): FailureError => new FailureError(failure('bad_csv', message));
