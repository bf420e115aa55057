import { assertNever } from '../../contract/assert-never';
import { type Failure, isInputFailure } from '../../contract/failure';
import type { Operation } from '../../contract/operation';

export const EXIT = { completed: 0, failed: 1, badInput: 2, profileInUse: 3, cancelled: 130 } as const;

export const exitCodeOfFailure = ({ code }: Failure): number => {
  if (code === 'profile_in_use') return EXIT.profileInUse;
  return isInputFailure(code) ? EXIT.badInput : EXIT.failed;
};

/** The exit code of a command that ran one operation to its end. */
export function exitCodeOf(operation: Operation): number {
  switch (operation.status) {
    case 'completed':
      return EXIT.completed;
    case 'failed':
      return exitCodeOfFailure(operation.failure);
    case 'cancelled':
      return EXIT.cancelled;
    case 'pending':
    case 'resuming':
    case 'running':
      return EXIT.failed;
    default:
      return assertNever(operation, 'operation status');
  }
}
