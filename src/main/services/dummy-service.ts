import type { DummyRequest } from '../../contract/requests';
import { type PreparedOperation, plainMetadata } from './prepared-operation';
import { ServiceOrchestrator } from './service-orchestrator';

/** Operations that only take time: for demonstrations and for testing the machinery. */
export class DummyService extends ServiceOrchestrator<DummyRequest> {
  readonly serviceName = 'Dummy';
  protected readonly workerKind = 'dummy';

  protected prepare(request: DummyRequest): PreparedOperation {
    const { type: _, ...parameters } = request;
    return { metadata: { ...plainMetadata('Dummy'), parameters }, job: request, warnings: [], strategy: null };
  }
}
