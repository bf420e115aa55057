import type { OperationId } from '../../contract/identifiers';
import type { OperationMetadata } from '../../contract/operation';
import type { OperationOrigin } from '../../contract/operation-lineage';
import type { Priority } from '../../contract/queue-place';
import type { DatasetPins } from './dataset-pins';

/** Where a new operation belongs; what is absent is the plain case: alone, new, of normal priority. */
export interface RunOptions {
  readonly parentOperationId?: OperationId;
  readonly origin?: OperationOrigin;
  readonly priority?: Priority;
}

export interface StartOptions extends RunOptions {
  /** Read these dataset versions; without them, the newest. */
  readonly pins?: DatasetPins;
  /** Shown beside the parameters of the request, such as the variant that a child of a research is about. */
  readonly parameters?: OperationMetadata['parameters'];
}
