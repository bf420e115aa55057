import type { OperationId } from '../../contract/identifiers';
import type { OperationMetadata } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { OperationRequest, StrategySource } from '../../contract/requests';
import type { OperationResult } from '../../contract/results';
import type { CancellationToken } from '../cancellation/cancellation-token';
import type { ProgressUpdate } from '../operations/progress/progress-update';
import type { RunOptions } from './start-options';

/** What belongs to one attempt of an operation that main itself drives. */
export interface ManagedContext {
  readonly operationId: OperationId;
  /** Cancelled when the operation is cancelled or paused and when the app goes down. */
  readonly token: CancellationToken;
  /** Percentages are held within 0 to 100 and never fall within an attempt. */
  updateProgress(update: ProgressUpdate): void;
}

/**
 * The work itself. It stops by throwing CancellationError (`token.throwIfCancelled()`); whatever else it throws fails
 * the operation. Its operation is over only when those of its children that still run have stopped, too.
 */
export type ManagedWork = (context: ManagedContext) => Promise<OperationResult>;

/** Work that main itself does as an operation. */
export interface ManagedOperation extends RunOptions {
  /** What a person calls it; the title of the operation. */
  readonly name: string;
  /** Anything but a type of the contract is refused with an exception. */
  readonly type: OperationType;
  /** Steps of the whole bar; 100 when absent. */
  readonly totalSteps?: number;
  readonly metadata: OperationMetadata;
  readonly request: OperationRequest;
  /** The strategy text to pin, when there is one. */
  readonly strategy?: StrategySource | null;
  readonly warnings?: readonly string[];
  readonly run: ManagedWork;
}
