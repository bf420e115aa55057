import type { MainToWorker } from '../../contract/worker-protocol';
import type { WorkerKind } from '../../contract/workers';
import type { WorkerExit } from './worker-exit';

/** The one place where a worker's process is started; tests put another in its place. */
export interface WorkerAdapter {
  fork(workerId: string, kind: WorkerKind): WorkerHandle;
}

/** A process as little more than a line to it. Each listener is set once, in the turn in which it was forked. */
export interface WorkerHandle {
  /** Null until the process runs and after it has ended. */
  readonly pid: number | null;
  post(message: MainToWorker): void;
  onMessage(listener: (message: unknown) => void): void;
  /** After its last message. */
  onExit(listener: (exit: WorkerExit) => void): void;
  /** Ends the process at once and without its consent, also while it is still starting. */
  kill(): void;
}
