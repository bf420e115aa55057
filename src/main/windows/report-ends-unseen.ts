import type { Dispose } from '../disposable';
import type { OperationRunner } from '../services/operation-runner';
import { notifyEnd } from './background-presence';

/** Notifies the person of every operation that ends while no window shows it. */
export const reportEndsUnseen = (runner: OperationRunner, isSeen: () => boolean, open: () => void): Dispose =>
  runner.onEnded((operation) => {
    if (!isSeen()) notifyEnd(operation, open);
  });
