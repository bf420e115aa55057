import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { phasesOf } from '../../contract/phases-of';
import type { OperationRequest } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import { CancellationCoordinator } from '../cancellation/cancellation-coordinator';
import { sweepCheckpointFiles } from '../checkpoints/sweep-checkpoint-files';
import { type Clock, isoNow, systemClock } from '../clock';
import type { Dispose } from '../disposable';
import { publishChanges } from '../ipc/publish-changes';
import { Publisher } from '../ipc/publisher';
import { electronPowerEvents, holdElectronAwake } from '../liveness/electron-power';
import { SleepWatch } from '../liveness/sleep-watch';
import { type LogFile, openLogFile } from '../log/log-file';
import { maintenanceProcessAdapter } from '../maintenance/maintenance-process-adapter';
import { ProfileKeeper } from '../maintenance/profile-keeper';
import { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { removeTemporaryFiles } from '../market-data/remove-temporary-files';
import { dropUnusedVersions } from '../market-data/unused-versions';
import { OperationsService } from '../operations/operations-service';
import type { Application } from '../services/application';
import { stayAwakeWhileRunning } from '../services/awake-while-running';
import { ChartService } from '../services/chart-service';
import { tidyDaily } from '../services/daily-tidying';
import { watchEventLoop } from '../services/event-loop-lag';
import { mindSleep } from '../services/mind-sleep';
import { LifecycleService } from '../services/operation-lifecycle';
import { OperationRunner } from '../services/operation-runner';
import { OrphanSweep } from '../services/orphan-sweep';
import { isRepeatOf } from '../services/repeated-request';
import { SampleData } from '../services/sample-data';
import { Services } from '../services/services';
import { SettingsStore } from '../settings/settings-store';
import { openStorage } from '../storage/open-storage';
import { ownerlessFilesOf } from '../storage/ownerless-files';
import type { Storage } from '../storage/storage';
import { StrategyLibrary } from '../strategies/strategy-library';
import { utilityProcessAdapter } from '../workers/utility-process-adapter';
import { WorkerRegistry } from '../workers/worker-registry';
import { prepareProfileFolder } from './profile-folder';

/** How long work has to stop when the app goes down. */
const SHUTDOWN_PATIENCE_MS = 10_000;

/** Everything behind the window or the command line, wired together, with what only its owner does. */
export interface OpenApplication extends Application {
  readonly log: LogFile;
  readonly publisher: Publisher;
  /** True when the database was damaged and this launch put a backup in its place; a notice says so. */
  readonly wasRestored: boolean;
  /**
   * For a session that stays: runs on what waited, resumes what closing paused (both as the settings say), and from now
   * on tidies and backs up. After a restore nothing goes on or is tidied away by itself: what the backup shows as waiting
   * may have been done since. Settles when that is under way.
   */
  attend(): Promise<void>;
  /** Pauses what runs, waits for it to be stored, and lets go of everything. */
  close(): Promise<void>;
}

/**
 * Opens a profile. Rows that an earlier session left as running are closed before this returns.
 * @throws FailureError `profile_unusable` and its like
 */
export async function openApplication(folders: AppFolders): Promise<OpenApplication> {
  const clock: Clock = systemClock;
  const log = openLogFile(folders.profile);
  const writtenFolders = [folders.marketData, folders.artifacts, folders.checkpoints];
  for (const folder of writtenFolders) prepareProfileFolder(folder);
  await removeTemporaryFiles(writtenFolders);
  const nativeBinding = process.env['TRADEWIND_SQLITE_BINDING'];
  const storage = openStorage({
    path: folders.database,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
    onSlowQuery: (name, milliseconds) => log.warn(`slow query: ${name} took ${milliseconds.toFixed(1)} ms`),
  });
  const settings = new SettingsStore(storage, log);
  const deleteFile = (path: string): Promise<void> => rm(path, { force: true });
  const operations = new OperationsService({ storage, clock, log, phasesOf, deleteFile });
  operations.reconcileAtLaunch();
  const sweepCheckpoints = (): Promise<number> =>
    sweepCheckpointFiles(
      folders.checkpoints,
      (paths) => operations.ownerlessCheckpointFiles(paths),
      ownerlessFilesOf(storage).mayRemove,
    );
  await sweepCheckpoints();
  const registry = new WorkerRegistry({
    adapter: utilityProcessAdapter(join(import.meta.dirname, 'supervisor.js'), log),
    slots: settings.get().slots,
    unresponsiveGraceMs: () => settings.get().unresponsiveGraceMs,
    clock,
    log,
  });
  const coordinator = new CancellationCoordinator();
  const runner = new OperationRunner({
    operations,
    registry,
    coordinator,
    clock,
    settings: () => settings.get(),
    checkpointsFolder: folders.checkpoints,
    log,
  });
  const catalogue = new DatasetCatalogue(storage);
  const loop = watchEventLoop();
  const services = new Services({
    runner,
    operations,
    registry,
    settings,
    clock,
    log,
    loopLagMs: () => loop.worstMs(),
    catalogue,
    folders,
    resume: (id) => lifecycle.resume(id, { fromStart: false }),
  });
  const keeper = new ProfileKeeper({
    folders,
    storage,
    clock,
    log,
    adapter: maintenanceProcessAdapter(join(import.meta.dirname, 'maintenance.js')),
    driven: () => runner.driven(),
  });
  const lifecycle: LifecycleService = new LifecycleService({
    operations,
    runner,
    registry,
    services,
    clock,
    log,
    shutdown: coordinator.shutdownSignal,
    onFallback: ({ metadata }, warning) => keeper.tell('checkpoint_fallback', `${metadata.title}: ${warning}`),
  });
  const publisher = new Publisher({
    operation: (id) => operations.find(id),
    // A window may still watch what was deleted a moment ago.
    metrics: (id, cursor) => (operations.find(id) === null ? { metrics: [], cursor } : operations.metrics(id, cursor)),
    workers: () => registry.snapshot(),
    settings: () => settings.get(),
    notices: () => keeper.notices(),
  });
  const strategies = new StrategyLibrary(folders.strategies, folders.sampleStrategies);
  strategies.addSamplesOnce();
  const start = (request: OperationRequest) => services.start(request);
  const application = {
    folders,
    log,
    operations,
    runner,
    registry,
    catalogue,
    settings,
    strategies,
    charts: new ChartService(operations, catalogue, registry, clock),
    publisher,
    sampleData: new SampleData({ folders, catalogue, operations, start }),
    lifecycle,
    profileCare: keeper,
    diagnostics: services,
    start,
    isRepeat: (request: OperationRequest) => isRepeatOf(operations, request),
  } satisfies Application & Partial<OpenApplication>;
  publishChanges(application, publisher);
  const watch = new SleepWatch(clock, electronPowerEvents);
  const running: Dispose[] = [
    loop.stop,
    () => watch.dispose(),
    mindSleep({ watch, operations, registry, runner, log }),
    stayAwakeWhileRunning({ operations, runner, settings, hold: holdElectronAwake }),
    new OrphanSweep({ operations, drives: (id) => runner.drives(id), clock, log }).start(),
  ];
  const wasRestored = storage.opening.restored !== null;
  return {
    ...application,
    wasRestored,
    attend: async () => {
      const { continueQueueAtLaunch, resumeAtLaunch } = settings.get();
      const { shutdownSignal } = coordinator;
      if (shutdownSignal.aborted) return;
      void keeper.start();
      if (wasRestored) return;
      if (continueQueueAtLaunch) lifecycle.continueQueue();
      if (resumeAtLaunch) await lifecycle.resumePaused(['shutdown']);
      // Closed before it was all under way.
      if (shutdownSignal.aborted) return;
      running.push(tidyDaily(() => tidyStep({ storage, operations, settings, clock, log }), { clock, log }));
    },
    close: async () => {
      await runner.shutdown(SHUTDOWN_PATIENCE_MS);
      for (const stop of running) stop();
      await keeper.close();
      await registry.shutdown();
      // A worker that was killed may have left a file that main never heard of.
      await removeTemporaryFiles(writtenFolders);
      await sweepCheckpoints();
      publisher.close();
      operations.close();
      storage.close();
    },
  };
}

interface TidyParts {
  readonly storage: Storage;
  readonly operations: OperationsService;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: LogFile;
}

/** Lets go of what the settings no longer keep, a part at a time; then of market data nobody can ask for any more. */
function tidyStep({ storage, operations, settings, clock, log }: TidyParts): boolean {
  const step = operations.applyRetention(settings.get().retention, clock.now());
  if (step.removed.length > 0) log.info(`${step.removed.length} operations went, as the settings say`);
  if (step.more) return true;
  const dropped = dropUnusedVersions(storage, isoNow(clock));
  if (dropped > 0) log.info(`${dropped} unused dataset versions were dropped`);
  return false;
}
