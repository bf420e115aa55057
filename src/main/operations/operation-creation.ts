import { randomBytes } from 'node:crypto';
import { FailureError, failure } from '../../contract/failure';
import { type OperationId, operationIdOf } from '../../contract/identifiers';
import type { OperationMetadata } from '../../contract/operation';
import type { OperationOrigin } from '../../contract/operation-lineage';
import type { OperationType } from '../../contract/operation-type';
import type { Priority } from '../../contract/queue-place';
import type { OperationRequest, StrategySource } from '../../contract/requests';
import { isoNow } from '../clock';
import { unknownOperation } from './operation-refusals';
import type { OperationsCore } from './operations-core';
import { encodeRequest, strategyOfRequest } from './request-column';

export interface OperationToCreate {
  readonly type: OperationType;
  /** Its `strategyHash` is that of `strategy` or of a snapshot kept before. */
  readonly metadata: OperationMetadata;
  readonly request: OperationRequest;
  /** The text to pin; without it, the one in the request. */
  readonly strategy?: StrategySource | null;
  readonly warnings?: readonly string[];
  readonly parentOperationId?: OperationId | null;
  /** The operation it repeats. */
  readonly origin?: OperationOrigin | null;
  readonly priority?: Priority;
  /** The engine that will do it; noted so that it is never continued by another one. */
  readonly engineVersion?: string | null;
  /** Without it an id is minted. */
  readonly operationId?: OperationId;
}

/** Stores a pending operation with everything it pins. */
export function createOperation(core: OperationsCore, wanted: OperationToCreate): OperationId {
  const { strategy = null, parentOperationId = null, operationId: given, ...rest } = wanted;
  const { creation, operations, strategies, attempts } = core.stores;
  const operationId = given ?? operationIdOf(rest.type, new Date(core.clock.now()), randomBytes(4).toString('hex'));
  const createdAt = isoNow(core.clock);
  core.storage.inFullSync('create operation', () => {
    if (creation.isTaken(operationId)) {
      throw new FailureError(failure('not_allowed', `There is already an operation ${operationId}.`));
    }
    if (parentOperationId !== null && operations.status(parentOperationId) === null) {
      throw new FailureError(unknownOperation(parentOperationId));
    }
    for (const source of [strategy, strategyOfRequest(rest.request)]) {
      if (source !== null) strategies.keep(source, createdAt);
    }
    creation.insert({
      origin: null,
      priority: 'normal',
      engineVersion: null,
      warnings: [],
      ...rest,
      operationId,
      parentOperationId,
      createdAt,
      request: encodeRequest(rest.request),
    });
    attempts.open(operationId, createdAt, { fromCheckpoint: 0, fromPercentage: 0, progressBefore: null });
  });
  core.changed(operationId);
  // It counts its children.
  if (parentOperationId !== null) core.changed(parentOperationId);
  return operationId;
}
