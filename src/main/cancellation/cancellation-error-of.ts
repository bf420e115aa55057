import { type Cancellation, CancellationError } from './cancellation-error';
import { GracefulShutdownError } from './graceful-shutdown-error';

/** What work throws that was cancelled; where the app goes down, so that it can be told apart. */
export const cancellationErrorOf = (
  operationId: string,
  cancellation: Cancellation,
  context: string | null = null,
): CancellationError =>
  cancellation.reason === 'shutdown'
    ? new GracefulShutdownError(operationId, context)
    : new CancellationError(operationId, cancellation, context);
