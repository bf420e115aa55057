import type { CancelReason } from '../../contract/cancellation';
import type { Operation } from '../../contract/operation';

/** Stopped to go on later: by the person or by closing the app. */
export const isPause = (reason: CancelReason): boolean => reason === 'paused' || reason === 'shutdown';

export const isPaused = (operation: Operation): boolean =>
  operation.status === 'cancelled' && isPause(operation.reason);
