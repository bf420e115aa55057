import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { OperationResult } from '../../contract/results';
import type { CheckpointFile } from '../operations/checkpoints-store';
import { pinsOf } from './dataset-pins';
import type { ManagedContext } from './managed-operation';
import { ServiceOrchestrator } from './service-orchestrator';
import type { StartOptions } from './start-options';

/** A service whose work main itself does, by starting operations of other services for instance. */
export abstract class ManagedService<Request extends OperationRequest> extends ServiceOrchestrator<Request> {
  protected override readonly workerKind = null;

  /**
   * One attempt. It must be able to go on from whatever an earlier attempt stored; there are no checkpoint files.
   * It stops by throwing CancellationError.
   */
  protected abstract work(request: Request, context: ManagedContext): Promise<OperationResult>;

  override start(request: Request, options: StartOptions = {}): Operation {
    const { pins = null, parameters = {}, ...more } = options;
    const { metadata: own, strategy, warnings } = this.prepare(request, pins);
    const metadata = { ...own, parameters: { ...parameters, ...own.parameters } };
    return this.startManagedOperation({
      ...more,
      name: metadata.title,
      type: this.type,
      metadata,
      request,
      strategy,
      warnings,
      run: (context) => this.work(request, context),
    });
  }

  override readyAgain(operation: Operation): (from: CheckpointFile | null) => void {
    const { operationId, metadata } = operation;
    const { operations, runner } = this.parts;
    const request = operations.request(operationId) as Request;
    this.prepare(request, pinsOf(operation));
    return () =>
      runner.manage(operationId, {
        name: metadata.title,
        totalSteps: 100,
        run: (context) => this.work(request, context),
      });
  }
}
