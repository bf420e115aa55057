import { type Failure, FailureError, failure, type Outcome } from '../../contract/failure';
import { hashesOf } from '../../contract/hash-comparison';
import type { OperationId } from '../../contract/identifiers';
import type { Operation, OperationOf } from '../../contract/operation';
import type { RepeatedRun } from '../../contract/operation-lineage';
import { operationQuerySchema } from '../../contract/operation-listing';
import { isActive } from '../../contract/operation-status';
import type { Priority } from '../../contract/queue-place';
import type { RunChanges } from '../../contract/requests';
import { ENGINE_VERSION } from '../../engine/engine-version';
import { type ChosenCheckpoint, newestWholeCheckpoint } from '../checkpoints/newest-whole-checkpoint';
import { isPassing, verifyCheckpointFile } from '../checkpoints/verify-checkpoint-file';
import type { Clock } from '../clock';
import type { Logger } from '../log/logger';
import type { CheckpointFile } from '../operations/checkpoints-store';
import { moveRefused } from '../operations/operation-refusals';
import type { OperationsService } from '../operations/operations-service';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { OperationLifecycle } from './application';
import { changedRequest } from './changed-request';
import { pinsOf } from './dataset-pins';
import { failSafely } from './fail-safely';
import type { OperationRunner } from './operation-runner';
import { retryWithBackoff } from './retry-with-backoff';
import type { Services } from './services';

export interface LifecycleParts {
  readonly operations: OperationsService;
  readonly runner: OperationRunner;
  readonly registry: Pick<WorkerRegistry, 'reorder'>;
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the app goes down. */
  readonly shutdown: AbortSignal;
  /** A checkpoint was damaged and an older one taken. */
  readonly onFallback: (operation: Operation, warning: string) => void;
}

type Stopped = OperationOf<'failed'> | OperationOf<'cancelled'>;

/** What can be done with operations that are there. Whatever is refused has changed nothing. */
export class LifecycleService implements OperationLifecycle {
  constructor(private readonly parts: LifecycleParts) {}

  pause(id: OperationId): Operation {
    const { operations, runner } = this.parts;
    const before = operations.get(id);
    const asked = before.status === 'running' ? before.cancelRequested : null;
    if (!isActive(before.status)) throw new FailureError(moveRefused(before, 'cancelled'));
    if (asked !== null && asked.reason !== 'paused') throw new FailureError(alreadyStopping());
    return runner.cancel(id, 'paused', null);
  }

  pauseAll(): readonly OperationId[] {
    const { operations, runner } = this.parts;
    const live = this.#listAll(['pending', 'resuming', 'running']).filter(
      (operation) => operation.status !== 'running' || operation.cancelRequested === null,
    );
    // Parents first: they take their children along.
    for (const { operationId, parentOperationId } of live) {
      const parent = parentOperationId === null ? null : operations.find(parentOperationId);
      if (parent === null || !isActive(parent.status)) runner.cancel(operationId, 'paused', null);
    }
    return live.map(({ operationId }) => operationId);
  }

  async resume(id: OperationId, { fromStart }: { readonly fromStart: boolean }): Promise<Operation> {
    const { operations, runner } = this.parts;
    const before = operations.get(id);
    if (before.status === 'pending' && !runner.drives(id)) return this.#queueAgain(id);
    this.#stopped(before);
    const { file, warning } = fromStart ? { file: null, warning: null } : await this.#choose(id);
    // Nothing below waits: what was true here is true when the row is changed.
    const stopped = this.#stopped(operations.get(id));
    runner.mustBeOpen(stopped.parentOperationId);
    this.#sameEngine(id);
    const goOn = this.#ready(stopped);
    grantedOf(operations.tryResume(id, file));
    if (warning !== null) {
      operations.addWarnings(id, [warning]);
      this.parts.onFallback(stopped, warning);
    }
    try {
      goOn(file);
    } catch (error) {
      // It waits now and nobody drives it, which must not look as if somebody did.
      failSafely(this.parts, id, error);
      throw error;
    }
    return operations.get(id);
  }

  async resumeAll(): Promise<readonly OperationId[]> {
    return this.resumePaused(['paused', 'shutdown']);
  }

  /** Resumes what was stopped for one of these reasons. What refuses is left as it is; why is in the log. */
  async resumePaused(reasons: readonly ('paused' | 'shutdown')[]): Promise<readonly OperationId[]> {
    const isPaused = (operation: Operation): boolean =>
      operation.status === 'cancelled' && (reasons as readonly string[]).includes(operation.reason);
    const paused = this.#listAll(['cancelled']).filter(isPaused);
    const ids = new Set(paused.map(({ operationId }) => operationId));
    const resumed: OperationId[] = [];
    for (const { operationId, parentOperationId } of paused) {
      // A child goes on when its parent asks it to.
      if (parentOperationId !== null && ids.has(parentOperationId)) continue;
      try {
        await this.resume(operationId, { fromStart: false });
        resumed.push(operationId);
      } catch (error) {
        this.parts.log.warn(`${operationId} was not resumed`, error);
      }
    }
    return resumed;
  }

  retry(id: OperationId, changes: RunChanges): Operation {
    const before = this.parts.operations.get(id);
    if (isActive(before.status)) {
      throw new FailureError(
        failure('not_allowed', 'This operation has not ended yet. Wait for it or cancel it, then run it again.'),
      );
    }
    return this.#repeat(before, 'retry', changes);
  }

  verify(id: OperationId): Operation {
    const before = this.parts.operations.get(id);
    if (before.status !== 'completed') {
      throw new FailureError(
        failure('not_allowed', `Only a completed operation has hashes to compare with; this one is ${before.status}.`),
      );
    }
    if (Object.keys(hashesOf(before.result)).length === 0) {
      throw new FailureError(
        failure(
          'not_allowed',
          before.type === 'agent_research'
            ? 'A research has no hashes of its own. Verify its trainings and backtests; `ops children` lists them.'
            : 'A run of this kind leaves no hashes to compare.',
        ),
      );
    }
    return this.#repeat(before, 'verify', {});
  }

  repeats(id: OperationId): readonly RepeatedRun[] {
    return this.parts.operations.repeats(id);
  }

  setPriority(id: OperationId, priority: Priority): Operation {
    const changed = grantedOf(this.parts.operations.setPriority(id, priority));
    this.#reorder();
    return changed;
  }

  moveInQueue(id: OperationId, before: OperationId | null): void {
    grantedOf(this.parts.operations.moveInQueue(id, before));
    this.#reorder();
  }

  /** Queues what waits and is driven by nobody, in its order. What can no longer be done fails with the reason. */
  continueQueue(): void {
    const { operations, runner, shutdown, log } = this.parts;
    // An app that is closing would refuse each of them, and a refusal here ends the row.
    if (shutdown.aborted) return;
    for (const id of operations.waiting()) {
      if (runner.drives(id)) continue;
      try {
        this.#queueAgain(id);
      } catch (error) {
        log.warn(`${id} could not be queued again`, error);
        if (error instanceof FailureError) operations.fail(id, error.failure);
      }
    }
  }

  #queueAgain(id: OperationId): Operation {
    const { operations, runner } = this.parts;
    runner.mustBeOpen(null);
    const waiting = operations.adoptOperation(id);
    this.#sameEngine(id);
    this.#ready(waiting)(null);
    return operations.get(id);
  }

  #ready(operation: Operation): (from: CheckpointFile | null) => void {
    const { type } = this.parts.operations.request(operation.operationId);
    return this.parts.services.readyAgain(operation, type);
  }

  /** A busy disk is asked again; anything else it says is about the file. */
  async #choose(id: OperationId): Promise<ChosenCheckpoint> {
    const { operations, clock, shutdown } = this.parts;
    const files = operations.checkpointFiles(id);
    const chosen = await newestWholeCheckpoint(files, (file) =>
      retryWithBackoff(() => verifyCheckpointFile(file), {
        clock,
        baseDelayMs: 100,
        isRetryable: isPassing,
        signal: shutdown,
      }),
    );
    // Meanwhile retention may have let them go, or another attempt may have left newer ones.
    const now = operations.checkpointFiles(id);
    const areTheSame = now.length === files.length && now.every(({ path }, index) => path === files[index]?.path);
    return areTheSame ? chosen : this.#choose(id);
  }

  #stopped(operation: Operation): Stopped {
    if (operation.status === 'failed' || operation.status === 'cancelled') return operation;
    throw new FailureError(moveRefused(operation, 'resuming'));
  }

  #sameEngine(id: OperationId): void {
    const engine = this.parts.operations.engineVersionOf(id);
    if (engine === null || engine === ENGINE_VERSION) return;
    throw new FailureError(
      failure(
        'engine_changed',
        `This was begun by engine ${engine}; this is engine ${ENGINE_VERSION}, which may come to other figures, so it cannot go on. Run it again as a new operation.`,
      ),
    );
  }

  #repeat(before: Operation, kind: 'retry' | 'verify', changes: RunChanges): Operation {
    const { operations, services } = this.parts;
    const { operationId } = before;
    const request = changedRequest(operations.request(operationId), changes);
    return services.start(request, { pins: pinsOf(before), origin: { kind, operationId } });
  }

  #reorder(): void {
    const { operations, registry } = this.parts;
    registry.reorder(new Map(operations.waiting().map((id) => [id, operations.queueRank(id)])));
  }

  /** Oldest first. */
  #listAll(statuses: Operation['status'][]): readonly Operation[] {
    const { operations } = this.parts;
    const found: Operation[] = [];
    for (;;) {
      const query = { filter: { statuses }, sort: { key: 'created', direction: 'ascending' }, limit: 1_000 };
      const page = operations.list(operationQuerySchema.parse({ ...query, offset: found.length }));
      found.push(...page.operations);
      if (found.length >= page.total || page.operations.length === 0) return found;
    }
  }
}

function grantedOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new FailureError(outcome.failure);
}

const alreadyStopping = (): Failure =>
  failure('not_allowed', 'This operation is being cancelled already. Once it has stopped it can be resumed.');
