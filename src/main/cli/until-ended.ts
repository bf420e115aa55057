import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';

/** Settles with an operation once it neither waits nor runs. */
export function untilEnded(operations: Application['operations'], id: OperationId): Promise<Operation> {
  return new Promise((settle, fail) => {
    const look = (): void => {
      try {
        const operation = operations.get(id);
        if (isActive(operation.status)) return;
        stop();
        settle(operation);
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const stop = operations.onChange((change) => {
      if (change.operationId === id && change.kind !== 'metrics') look();
    });
    look();
  });
}
