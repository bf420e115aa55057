import { plainMetadata } from '../../contract/operation';
import type { DummyRequest } from '../../contract/requests';
import type { PreparedJob } from './prepared-operation';
import { WorkerService } from './worker-service';

/** Operations that only take time: for demonstrations and for testing the machinery. */
export class DummyService extends WorkerService<DummyRequest> {
  readonly serviceName = 'Dummy';
  protected readonly type = 'dummy';
  protected readonly workerKind = 'dummy';

  prepare(request: DummyRequest): PreparedJob {
    const { type: _, ...parameters } = request;
    return { metadata: { ...plainMetadata('Dummy'), parameters }, job: request, warnings: [], strategy: null };
  }
}
