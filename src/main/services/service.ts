import type { ServiceConfiguration, ServiceHealth } from '../../contract/diagnostics';
import type { Operation } from '../../contract/operation';
import type { OperationRequest } from '../../contract/requests';
import type { CheckpointFile } from '../operations/checkpoints-store';
import type { DatasetPins } from './dataset-pins';
import type { PreparedOperation } from './prepared-operation';
import type { StartOptions } from './start-options';

/** What every service can do for requests of its type. */
export interface Service<Request extends OperationRequest = OperationRequest> {
  /**
   * Looks everything up. With pins: exactly what was pinned.
   * @throws FailureError naming what is wrong with the request and what to do; `dataset_missing` for a pinned version
   * that is gone
   */
  prepare(request: Request, pins: DatasetPins | null): PreparedOperation;
  /** @throws FailureError when the request cannot be done as asked; then no row exists. */
  start(request: Request, options?: StartOptions): Operation;
  /**
   * Readies the work of a row that is there and does not run, from what it pinned; the call that comes back then makes
   * it wait or run, for a row that has become resuming (or still is pending).
   * @throws FailureError when it cannot be done any more; then nothing was changed
   */
  readyAgain(operation: Operation): (from: CheckpointFile | null) => void;
  /** Never throws. */
  healthCheck(): Promise<ServiceHealth>;
  getConfigurationInfo(): ServiceConfiguration;
}
