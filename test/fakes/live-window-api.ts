import type { CancelReason } from '../../src/contract/cancellation';
import type { Failure } from '../../src/contract/failure';
import { failure } from '../../src/contract/failure';
import type { OperationId } from '../../src/contract/identifiers';
import type { Operation, OperationMetadata, OperationOf } from '../../src/contract/operation';
import type { OperationRequest, RequestType } from '../../src/contract/requests';
import { nextOfResearch, progressOfResearch } from './live-research';
import { QUEUE_OF, type Run, resultOfRun, rowsDue, tradesOfRun } from './live-run';
import { FakeWindowApi, type ParsedRequest } from './window-api';
import {
  checkpointAt,
  isFinished,
  iso,
  metadataOf,
  mintId,
  pendingOperation,
  progressAt,
  trainingMetadata,
} from './window-api-operations';

interface RunOptions {
  readonly elapsedMs?: number;
  readonly failAt?: number | null;
  readonly ignoreCancel?: boolean;
  readonly warnings?: string[];
  readonly parentOperationId?: OperationId;
  readonly origin?: Operation['origin'];
}

const TICK_MS = 100;
/** A running operation leaves a checkpoint this often. */
const CHECKPOINT_MS = 10_000;

/** A {@link FakeWindowApi} in which operations queue, run, report, pause, resume and end, by the clock of the page. */
export class LiveWindowApi extends FakeWindowApi {
  #runs: Run[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;

  open(): void {
    this.#timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Queues work that takes `durationMs`; `elapsedMs` of it are already over. */
  run(type: RequestType, metadata: OperationMetadata, durationMs: number, more: RunOptions = {}): Operation {
    const createdAt = Date.now() - (more.elapsedMs ?? 0);
    const id = mintId(type, createdAt);
    const run: Run = {
      id,
      type,
      durationMs,
      failAt: more.failAt ?? null,
      ignoreCancel: more.ignoreCancel ?? false,
      startedAt: more.elapsedMs === undefined ? null : createdAt,
      seq: 0,
    };
    const shape = { type, metadata, createdAt, operationId: id, warnings: more.warnings ?? [] };
    const { parentOperationId, origin = null } = more;
    const lineage = parentOperationId === undefined ? { origin } : { origin, parentOperationId };
    const pending = pendingOperation({ ...shape, ...lineage }, this.#queued(type).length + 1);
    this.#runs.push(run);
    this.put(pending);
    this.tick();
    return this.operations.get(id) ?? pending;
  }

  protected override start({ request }: ParsedRequest<'operations:start'>): Operation | Failure {
    const started = this.#startOf(request, null);
    if (!('code' in started)) this.requests.set(started.operationId, request);
    return started;
  }

  #startOf(request: OperationRequest, origin: Operation['origin']): Operation | Failure {
    switch (request.type) {
      case 'training':
      case 'agent_research': {
        const name = request.strategy.fileName.replace(/\.ya?ml$/, '');
        if (request.symbol === 'NOPE')
          return failure('unknown_symbol', 'There are no bars for NOPE. Import some first.');
        return this.run(request.type, trainingMetadata(name, request.seed), 40_000, { origin });
      }
      case 'backtesting': {
        const model = this.operations.get(request.modelOperationId);
        if (model === undefined) return failure('unknown_model', 'That model is not there any more.');
        const { commission, slippage, initialCapital } = request;
        const parameters = { initialCapital, commission, slippage };
        const metadata = { ...model.metadata, modelOperationId: model.operationId, parameters };
        return this.run('backtesting', metadata, 8_000, { origin });
      }
      case 'dummy': {
        const { type: _, ...parameters } = request;
        const { failAt, ignoreCancel, seconds } = parameters;
        const metadata = metadataOf('Dummy', { parameters });
        return this.run('dummy', metadata, seconds * 1_000, { failAt, ignoreCancel, origin });
      }
      case 'data_load':
      case 'agent_design':
      case 'agent_assessment':
        return failure('not_allowed', 'It cannot be started by itself here.');
    }
  }

  protected override startImport({ symbol, timeframe }: ParsedRequest<'data:import'>): Operation {
    const title = this.chosenFile?.name ?? symbol;
    return this.run('data_load', metadataOf(title, { symbol, timeframe, parameters: { file: title } }), 6_000);
  }

  protected override retry({ operationId }: ParsedRequest<'operations:retry'>): Operation | Failure {
    return this.#repeat(operationId, 'retry');
  }

  protected override verify(id: OperationId): Operation | Failure {
    return this.#repeat(id, 'verify');
  }

  #repeat(id: OperationId, kind: 'retry' | 'verify'): Operation | Failure {
    const before = this.operations.get(id);
    if (before === undefined) return failure('unknown_operation', 'It is not there any more.');
    const request = this.requests.get(id);
    const origin = { kind, operationId: id };
    const repeated =
      request === undefined
        ? this.run(before.type as RequestType, before.metadata, 20_000, { origin })
        : this.#startOf(request, origin);
    if ('code' in repeated) return repeated;
    if (request !== undefined) this.requests.set(repeated.operationId, request);
    const known = this.repeats.get(id) ?? [];
    this.repeats.set(id, [{ operationId: repeated.operationId, kind, comparison: null }, ...known]);
    return repeated;
  }

  protected override resume({ operationId, fromStart }: ParsedRequest<'operations:resume'>): Operation | Failure {
    const operation = this.operations.get(operationId);
    if (operation?.status !== 'cancelled' && operation?.status !== 'failed') {
      return failure('not_allowed', 'Only what has stopped can be resumed.');
    }
    const from = fromStart ? 0 : (operation.checkpoint?.percentage ?? 0);
    const durationMs = 40_000;
    const startedAt = Date.now() - (durationMs * from) / 100;
    const type = operation.type as RequestType;
    this.#runs.push({ id: operationId, type, durationMs, failAt: null, ignoreCancel: false, startedAt, seq: 0 });
    for (const child of this.childrenOf(operationId)) {
      if (child.status === 'cancelled') this.resume({ operationId: child.operationId, fromStart });
    }
    const { operationId: id, parentOperationId, origin, childCount, createdAt, metadata, warnings } = operation;
    const resuming: OperationOf<'resuming'> = {
      ...{ operationId: id, parentOperationId, origin, childCount, type, createdAt, metadata, warnings },
      attempt: operation.attempt + 1,
      status: 'resuming',
      startedAt: operation.startedAt,
      progress: { ...progressAt(type, from, 0, Date.now()), seq: operation.progress.seq + 1 },
      queuePosition: null,
      priority: 'normal',
      checkpoint: operation.checkpoint,
    };
    this.put(resuming);
    return resuming;
  }

  protected override forceStop(id: OperationId): Operation | Failure {
    const operation = this.operations.get(id);
    return operation?.status === 'running'
      ? this.#stopped(operation, true)
      : failure('not_allowed', 'It does not run.');
  }

  protected override stop(id: OperationId, reason: CancelReason, note: string | null): Operation | Failure {
    for (const child of this.childrenOf(id).filter((one) => !isFinished(one))) {
      this.stop(child.operationId, reason === 'user' ? 'parent' : reason, null);
    }
    const operation = this.operations.get(id);
    if (operation?.status !== 'pending' && operation?.status !== 'resuming') return super.stop(id, reason, note);
    this.#runs = this.#runs.filter((run) => run.id !== id);
    const { queuePosition: _place, priority: _priority, ...base } = operation;
    const stopped: Operation = {
      ...{
        startedAt: null,
        progress: progressAt(operation.type as RequestType, 0, 0, Date.now(), 1),
        checkpoint: null,
      },
      ...base,
      status: 'cancelled',
      completedAt: iso(Date.now()),
      reason,
      note,
      forced: false,
    };
    this.put(stopped);
    return stopped;
  }

  childrenOf(id: OperationId): Operation[] {
    return [...this.operations.values()].filter((one) => one.parentOperationId === id);
  }

  #queued(type: RequestType): Run[] {
    return this.#runs.filter((run) => run.startedAt === null && QUEUE_OF[run.type] === QUEUE_OF[type]);
  }

  protected tick(): void {
    const now = Date.now();
    for (const run of [...this.#runs]) {
      const operation = this.operations.get(run.id);
      if (operation?.status === 'pending' || operation?.status === 'resuming') this.#startIfFree(run, operation, now);
      else if (operation?.status === 'running') this.#advance(run, operation, now);
    }
  }

  #startIfFree(run: Run, operation: OperationOf<'pending' | 'resuming'>, now: number): void {
    const kind = QUEUE_OF[run.type];
    const isBusy = (one: Run): boolean =>
      QUEUE_OF[one.type] === kind && one.id !== run.id && this.operations.get(one.id)?.status === 'running';
    if (kind !== null && this.#runs.filter(isBusy).length >= this.workers.slots[kind]) return;
    run.startedAt ??= now;
    const { queuePosition: _place, priority: _priority, ...base } = operation;
    const before = 'progress' in operation ? operation.progress : null;
    this.put({
      checkpoint: null,
      ...base,
      status: 'running',
      startedAt: iso(run.startedAt),
      progress: before === null ? progressAt(run.type, 0, 0, now, 0) : { ...before, seq: before.seq + 1 },
      cancelRequested: null,
      unresponsiveSince: null,
    });
    this.#queued(run.type).forEach((one, index) => {
      const waiting = this.operations.get(one.id);
      if (waiting?.status === 'pending') this.put({ ...waiting, queuePosition: index + 1 });
    });
  }

  #advance(run: Run, operation: OperationOf<'running'>, now: number): void {
    if (operation.cancelRequested !== null) {
      const waited = now - Date.parse(operation.cancelRequested.at);
      if (!run.ignoreCancel && waited > 700) this.#stopped(operation, false);
      else if (run.ignoreCancel && waited > this.settings.cancelGraceMs) this.#stopped(operation, true);
      return;
    }
    const elapsed = now - (run.startedAt ?? now);
    const children = this.childrenOf(run.id);
    const next = run.type === 'agent_research' ? nextOfResearch(operation, children) : [];
    for (const { type, metadata, durationMs } of next) {
      this.run(type, metadata, durationMs, { parentOperationId: run.id });
    }
    const percentage =
      run.type === 'agent_research' ? progressOfResearch(children) : Math.min(100, (elapsed / run.durationMs) * 100);
    run.seq = operation.progress.seq + 1;
    const progress = progressAt(run.type, Math.min(100, percentage), elapsed, now, run.seq);
    const rows = rowsDue(run, percentage, this.metrics.get(run.id)?.length ?? 0);
    if (rows.length > 0) this.addMetrics(run.id, rows);
    const childCount = children.length + next.length;
    if (run.failAt !== null && percentage >= run.failAt) {
      const { cancelRequested: _c, unresponsiveSince: _u, ...base } = operation;
      const cause = failure('requested_failure', `It was asked to fail at ${run.failAt} % and did.`, { phase: 'Work' });
      this.#end(run, { ...base, status: 'failed', completedAt: iso(now), progress, failure: cause });
    } else if (percentage >= 100 && next.length === 0 && children.every(isFinished)) {
      const { cancelRequested: _c, unresponsiveSince: _u, checkpoint: _p, ...base } = operation;
      const siblings = operation.parentOperationId === null ? children : this.childrenOf(operation.parentOperationId);
      const result = resultOfRun(run, operation, siblings);
      if (run.type === 'backtesting') this.trades.set(run.id, tradesOfRun());
      this.#end(run, { ...base, childCount, status: 'completed', completedAt: iso(now), progress, result });
    } else this.put({ ...operation, childCount, progress, checkpoint: this.#checkpointOf(operation, percentage, now) });
  }

  #checkpointOf(operation: OperationOf<'running'>, percentage: number, now: number) {
    const since = Date.parse(operation.checkpoint?.createdAt ?? operation.startedAt);
    if (now - since < CHECKPOINT_MS || operation.type === 'agent_research') return operation.checkpoint;
    const number = (operation.checkpoint?.number ?? 0) + 1;
    return checkpointAt(now, { number, percentage, units: Math.floor(percentage / 2), attempt: operation.attempt });
  }

  #end(run: Run, operation: Operation): void {
    this.#runs = this.#runs.filter((one) => one !== run);
    this.put(operation);
    if (run.type === 'data_load') this.push({ datasetsChanged: true });
  }

  #stopped(operation: OperationOf<'running'>, forced: boolean): Operation {
    this.#runs = this.#runs.filter((run) => run.id !== operation.operationId);
    const { cancelRequested, unresponsiveSince: _, ...base } = operation;
    const { percentage } = operation.progress;
    const reason = cancelRequested?.reason ?? 'user';
    const written = checkpointAt(Date.now(), {
      number: (operation.checkpoint?.number ?? 0) + 1,
      cause: reason === 'paused' ? 'paused' : 'cancelled',
      units: Math.floor(percentage / 2),
      percentage,
    });
    const stopped: Operation = {
      ...base,
      status: 'cancelled',
      completedAt: iso(Date.now()),
      progress: { ...operation.progress, seq: operation.progress.seq + 1 },
      reason,
      checkpoint: forced ? operation.checkpoint : written,
      note: cancelRequested?.note ?? null,
      forced,
    };
    this.put(stopped);
    return stopped;
  }
}
