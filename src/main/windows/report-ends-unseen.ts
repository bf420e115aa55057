import type { Operation } from '../../contract/operation';
import type { Dispose } from '../disposable';
import { notifyEnd } from './background-presence';

/** Notifies the person of what ends while no window shows it; of a part, its whole is told. */
export const reportEndsUnseen = (
  onEnded: (listener: (operation: Operation) => void) => Dispose,
  isSeen: () => boolean,
  open: () => void,
): Dispose =>
  onEnded((operation) => {
    if (operation.parentOperationId === null && !isSeen()) notifyEnd(operation, open);
  });
