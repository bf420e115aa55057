import type { OperationMetadata } from '../../contract/operation';
import type { StrategySource } from '../../contract/requests';
import type { JobSpec } from '../../contract/worker-protocol';

/** A request made concrete: everything looked up, checked and pinned, nothing started yet. */
export interface PreparedOperation {
  readonly metadata: OperationMetadata;
  readonly warnings: readonly string[];
  /** The strategy text the operation pins, when it has one. */
  readonly strategy: StrategySource | null;
}

/** One that a worker can do. */
export interface PreparedJob extends PreparedOperation {
  readonly job: JobSpec;
}
