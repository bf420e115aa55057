import type { MaintenanceTask } from '../../contract/maintenance-protocol';

/** The one place where the maintenance process is started; tests put another in its place. */
export interface MaintenanceAdapter {
  fork(): MaintenanceProcess;
}

/** Each listener is set once, in the turn in which it was forked. */
export interface MaintenanceProcess {
  post(task: MaintenanceTask): void;
  onMessage(listener: (message: unknown) => void): void;
  /** After its last message; `output` holds the last lines it wrote. */
  onExit(listener: (code: number, output: string) => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}
