import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Application } from '../services/application';

/** @throws FailureError `unknown_operation`, `not_allowed` while it waits or runs */
export function deleteOperation(id: OperationId, operations: Application['operations']): readonly OperationId[] {
  const { status } = operations.get(id);
  const deleted = operations.delete([id]);
  if (deleted.length > 0) return deleted;
  const words = `${id} is ${status} and cannot be deleted. Stop it first: tradewind ops cancel ${id}`;
  throw new FailureError(failure('not_allowed', words));
}
