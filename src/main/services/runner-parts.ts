import type { Settings } from '../../contract/settings';
import type { CancellationCoordinator } from '../cancellation/cancellation-coordinator';
import type { Clock } from '../clock';
import type { Logger } from '../log/logger';
import type { OperationsService } from '../operations/operations-service';
import type { WorkerRegistry } from '../workers/worker-registry';

/** What running operations needs. */
export interface OperationRunnerParts {
  readonly operations: OperationsService;
  readonly registry: WorkerRegistry;
  readonly coordinator: CancellationCoordinator;
  readonly clock: Clock;
  /** Read anew each time. */
  readonly settings: () => Pick<Settings, 'cancelGraceMs' | 'checkpoints'>;
  readonly checkpointsFolder: string;
  readonly log: Logger;
}
