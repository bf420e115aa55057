import type { ServiceConfiguration, ServiceHealth } from '../../contract/diagnostics';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { RepeatedRun } from '../../contract/operation-lineage';
import type { Backup, ProfileNotice, ProfileReport } from '../../contract/profile-care';
import type { Priority } from '../../contract/queue-place';
import type { OperationRequest, RunChanges } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import type { Dispose } from '../disposable';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { OperationsService } from '../operations/operations-service';
import type { SettingsStore } from '../settings/settings-store';
import type { StrategyLibrary } from '../strategies/strategy-library';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { ChartService } from './chart-service';
import type { OperationRunner } from './operation-runner';
import type { SampleData } from './sample-data';

/** What the two faces, window and command line, can ask for. */
export interface Application {
  readonly folders: AppFolders;
  readonly operations: OperationsService;
  readonly runner: OperationRunner;
  readonly registry: WorkerRegistry;
  readonly catalogue: DatasetCatalogue;
  readonly settings: SettingsStore;
  readonly strategies: StrategyLibrary;
  readonly charts: ChartService;
  readonly sampleData: SampleData;
  /** Pause, resume, run again, verify, the queue. */
  readonly lifecycle: OperationLifecycle;
  /** Looks after the files of the profile. */
  readonly profileCare: ProfileCare;
  readonly diagnostics: Diagnostics;
  /** @throws FailureError when the request cannot be done as asked; then no row exists. */
  start(request: OperationRequest): Operation;
  /** True when the newest operation of the request's type asked for exactly the same. */
  isRepeat(request: OperationRequest): boolean;
}

/** What can be done with an operation that is there. Every method throws FailureError and then has changed nothing. */
export interface OperationLifecycle {
  /** What runs stops at its next look and leaves a checkpoint; what waits is paused at once. With all descendants. */
  pause(id: OperationId): Operation;
  /** Everything that waits or runs, parents with their children. Returns those it paused. */
  pauseAll(): readonly OperationId[];
  /**
   * Goes on from the newest checkpoint that is whole, or from the start when there is none or `fromStart` says so. The
   * checkpoint is read before the row is touched. What waits and is driven by nobody (the queue was not continued at
   * launch) is queued.
   */
  resume(id: OperationId, options: { readonly fromStart: boolean }): Promise<Operation>;
  resumeAll(): Promise<readonly OperationId[]>;
  /** The same request as a new operation, with the same dataset versions unless the changes ask for others. */
  retry(id: OperationId, changes: RunChanges): Operation;
  /** The same run as a new operation of origin `verify`; its hashes are to be compared when it has completed. */
  verify(id: OperationId): Operation;
  /** Later runs of an operation, newest first. */
  repeats(id: OperationId): readonly RepeatedRun[];
  setPriority(id: OperationId, priority: Priority): Operation;
  moveInQueue(id: OperationId, before: OperationId | null): void;
}

export interface ProfileCare {
  /** Reads everything that can be read; minutes for a large profile, never on main's thread. */
  check(): Promise<ProfileReport>;
  /** A verified copy of the database. */
  backup(): Promise<Backup>;
  /** Mends what can be mended without losing anything, and says what it did, a sentence each. */
  repair(): Promise<readonly string[]>;
  notices(): readonly ProfileNotice[];
  dismissNotice(id: string): void;
  onNotice(listener: () => void): Dispose;
}

export interface Diagnostics {
  /** Never throws. */
  health(): Promise<readonly ServiceHealth[]>;
  configuration(): readonly ServiceConfiguration[];
}
