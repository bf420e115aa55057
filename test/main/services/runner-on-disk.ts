import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation, OperationOf } from '../../../src/contract/operation';
import type { DummyRequest } from '../../../src/contract/requests';
import { settingsSchema } from '../../../src/contract/settings';
import type { JobOutcome, MetricBatch } from '../../../src/contract/worker-protocol';
import { CancellationCoordinator } from '../../../src/main/cancellation/cancellation-coordinator';
import type { Logger } from '../../../src/main/log/logger';
import { silentLogger } from '../../../src/main/log/logger';
import { OperationRunner } from '../../../src/main/services/operation-runner';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { type FakeWorker, FakeWorkerAdapter, settled } from '../../fakes/fake-workers';
import { metadataOf, outcomeOf } from '../operations/operation-samples';
import { ServiceOnDisk } from '../operations/service-on-disk';

export const GRACE_MS = 5_000;

/** The runner as the app wires it, over a database of its own, with workers and time in the test's hands. */
export class RunnerOnDisk {
  readonly disk = new ServiceOnDisk();
  readonly adapter = new FakeWorkerAdapter(this.disk.clock);
  readonly coordinator = new CancellationCoordinator();
  readonly registry: WorkerRegistry;
  readonly runner: OperationRunner;
  /** Every end that was told, in order. */
  readonly ends: Operation[] = [];
  readonly errors: string[] = [];
  graceMs = GRACE_MS;

  constructor(slots = 1) {
    const { clock, service } = this.disk;
    this.registry = new WorkerRegistry({
      adapter: this.adapter,
      slots: { ...settingsSchema.parse({}).slots, dummy: slots },
      unresponsiveGraceMs: () => 10_000,
      clock,
      log: silentLogger,
    });
    const log: Logger = { ...silentLogger, error: (message) => this.errors.push(message) };
    this.runner = new OperationRunner({
      operations: service,
      registry: this.registry,
      coordinator: this.coordinator,
      clock,
      graceMs: () => this.graceMs,
      log,
    });
    this.registry.onChange(() => this.runner.tellQueuePositions());
    this.runner.onEnded((operation) => this.ends.push(operation));
  }

  /** Asks for an operation and lets what can happen at once happen. */
  async ask(title = 'Dummy'): Promise<OperationId> {
    const id = this.askAtOnce(title);
    await settled();
    return id;
  }

  askAtOnce(title = 'Dummy'): OperationId {
    const job: DummyRequest = { type: 'dummy', steps: 3, seconds: 1, failAt: null, ignoreCancel: false };
    const prepared = { metadata: metadataOf({ title }), job, warnings: [], strategy: null };
    return this.runner.run(job, 'dummy', prepared).operationId;
  }

  worker(id: OperationId): FakeWorker {
    return this.adapter.workerOf(id);
  }

  wasHandedOver(id: OperationId): boolean {
    return this.adapter.workers.some(({ received }) =>
      received.some((message) => message.kind === 'start' && message.operationId === id),
    );
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
}
