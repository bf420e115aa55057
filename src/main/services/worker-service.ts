import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { WorkerKind } from '../../contract/workers';
import type { CheckpointFile } from '../operations/checkpoints-store';
import { type DatasetPins, pinsOf } from './dataset-pins';
import type { PreparedJob } from './prepared-operation';
import { ServiceOrchestrator } from './service-orchestrator';
import type { StartOptions } from './start-options';

/** A service whose work is done by workers. */
export abstract class WorkerService<Request extends OperationRequest> extends ServiceOrchestrator<Request> {
  protected abstract override readonly workerKind: WorkerKind;

  abstract override prepare(request: Request, pins: DatasetPins | null): PreparedJob;

  override start(request: Request, options: StartOptions = {}): Operation {
    const { pins = null, parameters = {}, ...more } = options;
    const prepared = this.prepare(request, pins);
    const metadata = { ...prepared.metadata, parameters: { ...parameters, ...prepared.metadata.parameters } };
    return this.parts.runner.run(request, this.workerKind, { ...prepared, metadata }, more);
  }

  override readyAgain(operation: Operation): (from: CheckpointFile | null) => void {
    const { operationId } = operation;
    const request = this.parts.operations.request(operationId) as Request;
    const { job } = this.prepare(request, pinsOf(operation));
    return (from) => this.parts.runner.resumeRun(operationId, this.workerKind, job, from);
  }
}
