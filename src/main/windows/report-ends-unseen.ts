import type { Operation } from '../../contract/operation';
import type { Dispose } from '../disposable';
import { notifyEnd } from './background-presence';

/** Notifies the person of every operation that ends while no window shows it. */
export const reportEndsUnseen = (
  onEnded: (listener: (operation: Operation) => void) => Dispose,
  isSeen: () => boolean,
  open: () => void,
): Dispose =>
  onEnded((operation) => {
    if (!isSeen()) notifyEnd(operation, open);
  });
