import type { WorkerToMain } from '../../contract/worker-protocol';

/** The supervisor's line to main. That main is gone needs no event: its end takes the worker's process with it. */
export interface SupervisorPort {
  post(message: WorkerToMain): void;
  onMessage(listener: (message: unknown) => void): void;
}
