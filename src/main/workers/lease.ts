import type { OperationServiceProxy } from './operation-service-proxy';

/** The right to run one operation in one worker. It ends by itself, in the turn in which the operation ends. */
export interface Lease {
  readonly proxy: OperationServiceProxy;
  /** Gives back a lease whose job was not started; kills the worker of one that still runs. Harmless after its end. */
  release(): void;
}

/** A place in the queue, then a lease. */
export interface Acquisition {
  /** Place in the queue, from 1; null once it is this one's turn. */
  position(): number | null;
  /** Rejects with FailureError when no worker could be started and when it was abandoned. */
  readonly granted: Promise<Lease>;
  /** Leaves the queue; a lease that was granted meanwhile is given back. */
  abandon(): void;
}
