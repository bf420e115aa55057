import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation, OperationOf } from '../../../src/contract/operation';
import type { DummyRequest } from '../../../src/contract/requests';
import { settingsSchema } from '../../../src/contract/settings';
import type { JobOutcome, JobStart, MetricBatch, WrittenCheckpoint } from '../../../src/contract/worker-protocol';
import type { WorkerKind } from '../../../src/contract/workers';
import { type AppFolders, appFoldersOf } from '../../../src/main/app-folders';
import { CancellationCoordinator } from '../../../src/main/cancellation/cancellation-coordinator';
import type { Logger } from '../../../src/main/log/logger';
import { silentLogger } from '../../../src/main/log/logger';
import { DatasetCatalogue } from '../../../src/main/market-data/dataset-catalogue';
import { LifecycleService } from '../../../src/main/services/operation-lifecycle';
import { OperationRunner } from '../../../src/main/services/operation-runner';
import { Services } from '../../../src/main/services/services';
import type { RunOptions } from '../../../src/main/services/start-options';
import { SettingsStore } from '../../../src/main/settings/settings-store';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { type FakeWorker, FakeWorkerAdapter, settled } from '../../fakes/fake-workers';
import { metadataOf, outcomeOf, snapshotOf } from '../operations/operation-samples';
import { ServiceOnDisk } from '../operations/service-on-disk';
import { temporaryFolder } from '../storage/temporary-storage';

export const GRACE_MS = 5_000;

/** One session of the app: everything that dies with its process. */
interface Session {
  readonly adapter: FakeWorkerAdapter;
  readonly coordinator: CancellationCoordinator;
  readonly registry: WorkerRegistry;
  readonly settings: SettingsStore;
  readonly catalogue: DatasetCatalogue;
  readonly runner: OperationRunner;
  readonly services: Services;
  readonly lifecycle: LifecycleService;
}

/** The runner and the services as the app wires them, over a profile of their own, workers and time in the test's hands. */
export class RunnerOnDisk {
  readonly disk = new ServiceOnDisk();
  readonly folders: AppFolders;
  /** Every end that was told, in order. */
  readonly ends: Operation[] = [];
  readonly errors: string[] = [];
  /** Operations that went on from an older checkpoint than their newest. */
  readonly fallbacks: OperationId[] = [];
  graceMs = GRACE_MS;
  #session: Session;

  constructor(private readonly slots = 1) {
    const folder = temporaryFolder();
    const sampleMarketData = join(folder, 'sample.csv');
    this.folders = { ...appFoldersOf(join(folder, 'profile'), folder), sampleMarketData };
    mkdirSync(this.folders.checkpoints, { recursive: true });
    this.#session = this.#open();
    // What beats and watches over the session would go on with the clock.
    onTestFinished(() => this.registry.shutdown());
  }

  get adapter(): FakeWorkerAdapter {
    return this.#session.adapter;
  }
  get coordinator(): CancellationCoordinator {
    return this.#session.coordinator;
  }
  get registry(): WorkerRegistry {
    return this.#session.registry;
  }
  get settings(): SettingsStore {
    return this.#session.settings;
  }
  get catalogue(): DatasetCatalogue {
    return this.#session.catalogue;
  }
  get runner(): OperationRunner {
    return this.#session.runner;
  }
  get services(): Services {
    return this.#session.services;
  }
  get lifecycle(): LifecycleService {
    return this.#session.lifecycle;
  }

  /** The app is killed, its workers with it, and started again. */
  async crash(): Promise<void> {
    const { registry } = this.#session;
    this.disk.crashAndReopen();
    await registry.shutdown();
    this.errors.length = 0;
    this.ends.length = 0;
    this.disk.service.reconcileAtLaunch();
    this.#session = this.#open();
  }

  /** The app is closed in order, and started again. */
  async reopen(): Promise<void> {
    await this.runner.shutdown(10_000);
    this.disk.service.close();
    await this.crash();
  }

  /** Asks for an operation and lets what can happen at once happen. */
  async ask(title = 'Dummy', options: RunOptions = {}): Promise<OperationId> {
    const id = this.askAtOnce(title, options);
    await settled();
    return id;
  }

  askAtOnce(title = 'Dummy', options: RunOptions = {}, kind: WorkerKind = 'dummy'): OperationId {
    const job: DummyRequest = { type: 'dummy', steps: 3, seconds: 1, failAt: null, ignoreCancel: false };
    const prepared = { metadata: metadataOf({ title }), job, warnings: [], strategy: null };
    return this.runner.run(job, kind, prepared, options).operationId;
  }

  /** The worker that has this operation, or had it last. */
  worker(id: OperationId): FakeWorker {
    const { workers } = this.adapter;
    const given = workers.filter(({ received }) =>
      received.some((message) => message.kind === 'start' && message.operationId === id),
    );
    const worker = given.find(({ operationId, isGone }) => operationId === id && !isGone) ?? given.at(-1);
    if (worker === undefined) throw new Error(`nobody was given ${id}`);
    return worker;
  }

  wasHandedOver(id: OperationId): boolean {
    return this.startsOf(id).length > 0;
  }

  /** How each attempt of this session was begun; those of one worker in their order. */
  startsOf(id: OperationId): JobStart[] {
    return this.adapter.workers.flatMap(({ received }) =>
      received.flatMap((message) => (message.kind === 'start' && message.operationId === id ? [message.start] : [])),
    );
  }

  /** The worker writes a checkpoint, file and all. */
  checkpoint(id: OperationId, more: Partial<WrittenCheckpoint> = {}): WrittenCheckpoint {
    const content = `${id} ${this.disk.clock.now()} ${Math.random()}`;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = join(this.folders.checkpoints, `${sha256}.checkpoint`);
    writeFileSync(path, content);
    const snapshot = snapshotOf(5, { phase: 1, current: 48, total: 96 });
    const written = { snapshot, ...more, path, sha256, bytes: content.length };
    return this.worker(id).checkpoint(id, written);
  }

  metrics(operationId: OperationId, batch: MetricBatch): void {
    this.worker(operationId).say({ kind: 'metrics', operationId, batch });
  }

  async complete(operationId: OperationId, outcome: JobOutcome = outcomeOf()): Promise<void> {
    this.worker(operationId).say({ kind: 'completed', operationId, outcome });
    await settled();
  }

  async confirm(operationId: OperationId, forced = false): Promise<void> {
    this.worker(operationId).say({ kind: 'cancelled', operationId, forced, warnings: [] });
    await settled();
  }

  /** Paused, with the worker's word that it has stopped. */
  async pause(id: OperationId): Promise<void> {
    this.lifecycle.pause(id);
    await this.confirm(id);
  }

  async pass(milliseconds: number): Promise<void> {
    this.disk.clock.advance(milliseconds);
    await settled();
  }

  status(id: OperationId): Operation['status'] {
    return this.disk.service.get(id).status;
  }

  as<S extends Operation['status']>(status: S, id: OperationId): OperationOf<S> {
    return this.disk.as(status, id);
  }

  endsOf(id: OperationId): Operation['status'][] {
    return this.ends.filter(({ operationId }) => operationId === id).map(({ status }) => status);
  }

  #open(): Session {
    const { clock, service: operations, storage } = this.disk;
    const log: Logger = { ...silentLogger, error: (message) => this.errors.push(message) };
    const adapter = new FakeWorkerAdapter(clock);
    const settings = new SettingsStore(storage, log);
    const registry = new WorkerRegistry({
      adapter,
      slots: { ...settingsSchema.parse({}).slots, dummy: this.slots },
      unresponsiveGraceMs: () => settings.get().unresponsiveGraceMs,
      clock,
      log: silentLogger,
    });
    const coordinator = new CancellationCoordinator();
    const runner = new OperationRunner({
      operations,
      registry,
      coordinator,
      clock,
      settings: () => ({ ...settings.get(), cancelGraceMs: this.graceMs }),
      checkpointsFolder: this.folders.checkpoints,
      log,
    });
    registry.onChange(() => runner.tellQueuePositions());
    runner.onEnded((operation) => this.ends.push(operation));
    const catalogue = new DatasetCatalogue(storage);
    const parts = { runner, operations, registry, settings, clock, log, loopLagMs: () => 0 };
    const resume = (id: OperationId) => lifecycle.resume(id, { fromStart: false });
    const services = new Services({ ...parts, catalogue, folders: this.folders, resume });
    const lifecycle: LifecycleService = new LifecycleService({
      operations,
      runner,
      registry,
      services,
      clock,
      log,
      shutdown: coordinator.shutdownSignal,
      onFallback: ({ operationId }) => this.fallbacks.push(operationId),
    });
    return { adapter, coordinator, registry, settings, catalogue, runner, services, lifecycle };
  }
}
