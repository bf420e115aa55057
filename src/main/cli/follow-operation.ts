import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';
import type { Reporter } from './reporter';

/** Snapshots are told at most this often; what changed in between is in the next one. */
const TELL_EVERY_MS = 50;

/** Reports an operation until it has ended, metrics before the snapshot that follows them; settles with its end. */
export function followOperation(
  operations: Application['operations'],
  id: OperationId,
  reporter: Reporter,
): Promise<Operation> {
  return new Promise((settle, fail) => {
    let cursor = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      try {
        const operation = operations.get(id);
        const page = operations.metrics(id, cursor);
        if (page.metrics.length > 0) reporter.metrics(id, page);
        cursor = page.cursor;
        if (isActive(operation.status)) {
          reporter.snapshot(operation);
        } else {
          stop();
          reporter.result(operation);
          settle(operation);
        }
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const stop = operations.onChange((change) => {
      if (change.operationId === id && timer === null) timer = setTimeout(tell, TELL_EVERY_MS);
    });
    tell();
  });
}
