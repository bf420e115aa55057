import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { WorkerKind } from '../../contract/workers';
import type { OperationRunner } from './operation-runner';
import type { PreparedOperation } from './prepared-operation';

/**
 * Turns the requests of one kind into operations. A subclass knows what a request means; everything that
 * belongs to one operation lives with that operation, never here, so that two at once cannot mix.
 */
export abstract class ServiceOrchestrator<Request extends OperationRequest> {
  abstract readonly serviceName: string;
  protected abstract readonly workerKind: WorkerKind;

  constructor(private readonly runner: OperationRunner) {}

  /**
   * Checks the request, creates the row and queues the work.
   * @throws FailureError when the request cannot be done as asked; then no row exists.
   */
  start(request: Request): Operation {
    return this.runner.run(request, this.workerKind, this.prepare(request));
  }

  /** @throws FailureError naming what is wrong with the request and what to do. */
  protected abstract prepare(request: Request): PreparedOperation;
}
