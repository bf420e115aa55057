import { failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Logger } from '../log/logger';
import type { OperationsService } from '../operations/operations-service';
import { orLog } from './or-log';

/** Ends what cannot be carried on. Where not even that can be stored, the sweep ends it once the disk takes it again. */
export function failSafely(
  { operations, log }: { readonly operations: OperationsService; readonly log: Logger },
  id: OperationId,
  error: unknown,
): void {
  log.error(`${id} could not be carried on`, error);
  orLog(log, `the failure of ${id} could not be stored`, () => operations.fail(id, failureOf(error)));
}
