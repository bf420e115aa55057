import { CancellationError } from './cancellation-error';

/**
 * Work ended because the app goes down. A cancellation like any other, not a failure: what was reached is kept in a
 * checkpoint, and the operation can go on from there.
 */
export class GracefulShutdownError extends CancellationError {
  constructor(operationId: string, context: string | null = null) {
    super(operationId, { reason: 'shutdown', note: null }, context);
    this.name = 'GracefulShutdownError';
  }
}
