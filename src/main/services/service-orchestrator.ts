import type { ServiceConfiguration, ServiceHealth } from '../../contract/diagnostics';
import type { JsonValue } from '../../contract/json';
import type { Operation } from '../../contract/operation';
import { operationTypeSchema } from '../../contract/operation-type';
import type { OperationRequest, RequestType } from '../../contract/requests';
import type { Settings } from '../../contract/settings';
import type { WorkerKind } from '../../contract/workers';
import type { Clock } from '../clock';
import type { Logger } from '../log/logger';
import type { CheckpointFile } from '../operations/checkpoints-store';
import type { OperationsService } from '../operations/operations-service';
import type { SettingsStore } from '../settings/settings-store';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { DatasetPins } from './dataset-pins';
import { engineVersionFor } from './engine-version-for';
import type { ManagedOperation } from './managed-operation';
import type { OperationRunner } from './operation-runner';
import type { PreparedOperation } from './prepared-operation';
import type { Service } from './service';
import { checkService } from './service-health';
import { ServiceStatistics } from './service-statistics';
import type { StartOptions } from './start-options';

export interface OrchestratorParts {
  readonly runner: OperationRunner;
  readonly operations: OperationsService;
  readonly registry: WorkerRegistry;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** How late main's event loop ran at worst lately, in milliseconds. */
  readonly loopLagMs: () => number;
}

/**
 * Turns the requests of one type into operations. A subclass knows what a request means; everything that belongs to
 * one operation lives with that operation, never here, so that two at once cannot mix.
 */
export abstract class ServiceOrchestrator<Request extends OperationRequest> implements Service<Request> {
  /** What a person reads in diagnostics. */
  abstract readonly serviceName: string;
  protected abstract readonly type: RequestType;
  /** Whose processes do the work; null: main itself does it. */
  protected abstract readonly workerKind: WorkerKind | null;
  readonly #statistics: ServiceStatistics;

  constructor(protected readonly parts: OrchestratorParts) {
    this.#statistics = new ServiceStatistics(parts.runner, (type) => type === this.type);
  }

  abstract prepare(request: Request, pins: DatasetPins | null): PreparedOperation;
  abstract start(request: Request, options?: StartOptions): Operation;
  abstract readyAgain(operation: Operation): (from: CheckpointFile | null) => void;

  /** True when the work is done in a process of its own. */
  isUsingWorkerProcess(): boolean {
    return this.workerKind !== null;
  }

  async healthCheck(): Promise<ServiceHealth> {
    const { operations, registry, loopLagMs } = this.parts;
    return checkService({
      service: this.serviceName,
      workerKind: this.workerKind,
      readDatabase: () => operations.waiting().length,
      workers: () => registry.snapshot(),
      loopLagMs,
    });
  }

  getConfigurationInfo(): ServiceConfiguration {
    return {
      service: this.serviceName,
      mode: this.isUsingWorkerProcess() ? 'worker' : 'inline',
      worker: this.workerKind,
      settings: this.settingsInForce(this.parts.settings.get()),
      statistics: { ...this.#statistics.read() },
    };
  }

  /** The settings that apply to it, by key. */
  protected settingsInForce(settings: Settings): Record<string, JsonValue> {
    const { cancelGraceMs, unresponsiveGraceMs, slots } = settings;
    if (this.workerKind === null) return { cancelGraceMs };
    return { cancelGraceMs, unresponsiveGraceMs, [`slots.${this.workerKind}`]: slots[this.workerKind] };
  }

  /**
   * Does work of main's own as an operation: its row exists and runs when this returns. CancellationError ends it as
   * cancelled (GracefulShutdownError: by closing the app), anything else that is thrown as failed.
   * @throws Error for a type that does not exist, FailureError when the row cannot be made
   */
  protected startManagedOperation(wanted: ManagedOperation): Operation {
    const { operations, runner, log } = this.parts;
    const { type, name, metadata, totalSteps = 100, run, ...more } = wanted;
    runner.mustBeOpen(wanted.parentOperationId ?? null);
    const { operationId } = operations.create({
      ...more,
      type: operationTypeSchema.parse(type),
      metadata: { ...metadata, title: name },
      engineVersion: engineVersionFor(type),
    });
    runner.manage(operationId, { name, totalSteps, run });
    log.info(`${this.serviceName}: started ${name} operation ${operationId}`);
    return operations.get(operationId);
  }
}
