import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';
import type { Reporter } from './reporter';

/** Snapshots are told at most this often; what changed in between is in the next one. */
const TELL_EVERY_MS = 50;

/** Metric rows in one line: what was stored before is told in parts, with room for other work between them. */
const METRICS_AT_ONCE = 10_000;

/**
 * Reports an operation until it has ended, metrics (from the first row on) before the snapshot that follows them;
 * settles with its end, which is told at once.
 */
export function followOperation(
  operations: Application['operations'],
  id: OperationId,
  reporter: Reporter,
): Promise<Operation> {
  return new Promise((settle, fail) => {
    let cursor = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    /** False when there is more to tell. */
    const tellMetrics = (): boolean => {
      const page = operations.metrics(id, cursor, METRICS_AT_ONCE);
      if (page.metrics.length > 0) reporter.metrics(id, page);
      cursor = page.cursor;
      return page.metrics.length < METRICS_AT_ONCE;
    };
    const tell = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      try {
        const operation = operations.get(id);
        if (isActive(operation.status)) {
          if (tellMetrics()) reporter.snapshot(operation);
          else timer = setTimeout(tell, 0);
        } else {
          stop();
          // Who ended it may be about to close the profile.
          while (!tellMetrics());
          reporter.result(operation);
          settle(operation);
        }
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const hasEnded = (): boolean => {
      const operation = operations.find(id);
      return operation === null || !isActive(operation.status);
    };
    const stop = operations.onChange((change) => {
      if (change.operationId !== id) return;
      if (change.kind !== 'metrics' && hasEnded()) tell();
      else timer ??= setTimeout(tell, TELL_EVERY_MS);
    });
    tell();
  });
}
