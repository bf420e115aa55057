import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { phasesOf } from '../../contract/phases-of';
import type { AppFolders } from '../app-folders';
import { CancellationCoordinator } from '../cancellation/cancellation-coordinator';
import { type Clock, isoNow, systemClock } from '../clock';
import { Publisher } from '../ipc/publisher';
import { type LogFile, openLogFile } from '../log/log-file';
import { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { removeTemporaryFiles } from '../market-data/remove-temporary-files';
import { dropUnusedVersions } from '../market-data/unused-versions';
import { OperationsService } from '../operations/operations-service';
import type { Application } from '../services/application';
import { ChartService } from '../services/chart-service';
import { OperationRunner } from '../services/operation-runner';
import { SampleData } from '../services/sample-data';
import { startWithServices } from '../services/services';
import { SettingsStore } from '../settings/settings-store';
import { openStorage } from '../storage/open-storage';
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
  /** Gives up market data nobody can ask for any more. For when nothing urgent is going on. */
  tidy(): void;
  /** Stops what runs, waits for it to be stored, and lets go of everything. */
  close(): Promise<void>;
}

/**
 * Opens a profile. Rows that an earlier session left as running are closed before this returns.
 * @throws FailureError `profile_unusable`
 */
export async function openApplication(folders: AppFolders): Promise<OpenApplication> {
  const clock: Clock = systemClock;
  const log = openLogFile(folders.profile);
  for (const folder of [folders.marketData, folders.artifacts]) prepareProfileFolder(folder);
  await removeTemporaryFiles([folders.marketData, folders.artifacts]);
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
  const registry = new WorkerRegistry({
    adapter: utilityProcessAdapter(join(import.meta.dirname, 'supervisor.js'), log),
    slots: settings.get().slots,
    unresponsiveGraceMs: () => settings.get().unresponsiveGraceMs,
    clock,
    log,
  });
  const coordinator = new CancellationCoordinator();
  const graceMs = (): number => settings.get().cancelGraceMs;
  const runner = new OperationRunner({ operations, registry, coordinator, clock, graceMs, log });
  const catalogue = new DatasetCatalogue(storage);
  const start = startWithServices({ runner, operations, catalogue, folders, clock });
  const publisher = new Publisher({
    operation: (id) => operations.find(id),
    // A window may still watch what was deleted a moment ago.
    metrics: (id, cursor) => (operations.find(id) === null ? { metrics: [], cursor } : operations.metrics(id, cursor)),
    workers: () => registry.snapshot(),
    settings: () => settings.get(),
  });
  const strategies = new StrategyLibrary(folders.strategies, folders.sampleStrategies);
  strategies.addSamplesOnce();
  const sampleData = new SampleData({ folders, catalogue, operations, start });
  tellWindows({ operations, runner, registry, settings, publisher });
  return {
    folders,
    log,
    operations,
    runner,
    registry,
    catalogue,
    settings,
    strategies,
    charts: new ChartService(operations, catalogue, registry),
    publisher,
    sampleData,
    start,
    tidy: () => {
      const dropped = dropUnusedVersions(storage, isoNow(clock));
      if (dropped > 0) log.info(`${dropped} unused dataset versions were dropped`);
    },
    close: async () => {
      await runner.shutdown(SHUTDOWN_PATIENCE_MS);
      await registry.shutdown();
      publisher.close();
      operations.close();
      storage.close();
    },
  };
}

type Told = Pick<OpenApplication, 'operations' | 'runner' | 'registry' | 'settings' | 'publisher'>;

/** Whatever changes reaches the publisher, which tells the windows once per frame. */
function tellWindows({ operations, runner, registry, settings, publisher }: Told): void {
  operations.onChange((change) => {
    switch (change.kind) {
      case 'changed':
        publisher.operationChanged(change.operationId);
        return;
      case 'removed':
        publisher.operationRemoved(change.operationId);
        return;
      case 'metrics':
        publisher.metricsAppended(change.operationId);
        return;
      case 'dataset':
        publisher.datasetsChanged();
    }
  });
  registry.onChange(() => {
    runner.tellQueuePositions();
    publisher.workersChanged();
  });
  settings.onChange(({ slots }) => {
    registry.setSlots(slots);
    publisher.settingsChanged();
  });
}
