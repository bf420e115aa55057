import { isDeepStrictEqual } from 'node:util';
import type { OperationRequest } from '../../contract/requests';
import type { OperationsService } from '../operations/operations-service';

/** True when the newest operation of the request's type, parts of others aside, asked for exactly the same. */
export const isRepeatOf = (operations: Pick<OperationsService, 'newestRequest'>, request: OperationRequest): boolean =>
  isDeepStrictEqual(operations.newestRequest(request.type), request);
