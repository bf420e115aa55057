import type { Failure } from '../../src/contract/failure';
import { failure } from '../../src/contract/failure';
import type { OperationId } from '../../src/contract/identifiers';
import type { Operation, OperationMetadata, OperationOf } from '../../src/contract/operation';
import type { StartableType } from '../../src/contract/requests';
import type { OperationResult } from '../../src/contract/results';
import type { WorkerKind } from '../../src/contract/workers';
import { FakeWindowApi, type ParsedRequest } from './window-api';
import {
  backtestingResult,
  epochRows,
  fingerprintOf,
  iso,
  metadataOf,
  mintId,
  pendingOperation,
  progressAt,
  trainingMetadata,
  trainingResult,
} from './window-api-operations';
import { equityOf, generatedPrices, generatedTrades } from './window-api-series';

interface Run {
  readonly id: OperationId;
  readonly type: StartableType;
  readonly durationMs: number;
  readonly failAt: number | null;
  readonly ignoreCancel: boolean;
  startedAt: number | null;
  seq: number;
}

const KIND: Readonly<Record<StartableType, WorkerKind>> = {
  training: 'training',
  backtesting: 'backtesting',
  data_load: 'data',
  dummy: 'dummy',
};

const TICK_MS = 100;

/** A {@link FakeWindowApi} in which operations queue, run, report, end and can be cancelled, by the clock of the page. */
export class LiveWindowApi extends FakeWindowApi {
  #runs: Run[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;

  open(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Queues work that takes `durationMs`; `elapsedMs` of it are already over. */
  run(
    type: StartableType,
    metadata: OperationMetadata,
    durationMs: number,
    more: { elapsedMs?: number; failAt?: number | null; ignoreCancel?: boolean; warnings?: string[] } = {},
  ): Operation {
    const now = Date.now();
    const createdAt = now - (more.elapsedMs ?? 0);
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
    const pending = pendingOperation(
      { type, metadata, createdAt, operationId: id, warnings: more.warnings ?? [] },
      this.#queued(type).length + 1,
    );
    this.#runs.push(run);
    this.put(pending);
    this.#tick();
    return this.operations.get(id) ?? pending;
  }

  protected override start(request: ParsedRequest<'operations:start'>): Operation | Failure {
    switch (request.type) {
      case 'training': {
        const name = request.strategy.fileName.replace(/\.ya?ml$/, '');
        if (request.symbol === 'NOPE')
          return failure('unknown_symbol', 'There are no bars for NOPE. Import some first.');
        return this.run('training', trainingMetadata(name, request.seed), 40_000);
      }
      case 'backtesting': {
        const model = this.operations.get(request.modelOperationId);
        if (model === undefined) return failure('unknown_model', 'That model is not there any more.');
        const { commission, slippage, initialCapital } = request;
        return this.run(
          'backtesting',
          {
            ...model.metadata,
            modelOperationId: model.operationId,
            parameters: { initialCapital, commission, slippage },
          },
          8_000,
        );
      }
      case 'dummy': {
        const { type: _, ...parameters } = request;
        return this.run('dummy', metadataOf('Dummy', { parameters }), parameters.seconds * 1_000, {
          failAt: parameters.failAt,
          ignoreCancel: parameters.ignoreCancel,
        });
      }
    }
  }

  protected override startImport({ symbol, timeframe }: ParsedRequest<'data:import'>): Operation {
    const title = this.chosenFile?.name ?? symbol;
    return this.run('data_load', metadataOf(title, { symbol, timeframe, parameters: { file: title } }), 6_000);
  }

  protected override forceStop(id: OperationId): Operation | Failure {
    const operation = this.operations.get(id);
    if (operation?.status !== 'running') return failure('not_allowed', 'It does not run.');
    return this.#cancelled(operation, true);
  }

  protected override cancel(request: ParsedRequest<'operations:cancel'>): Operation | Failure {
    const operation = this.operations.get(request.operationId);
    if (operation?.status === 'pending') {
      this.#runs = this.#runs.filter((run) => run.id !== operation.operationId);
      const { queuePosition: _, ...base } = operation;
      const cancelled: Operation = {
        ...base,
        status: 'cancelled',
        startedAt: null,
        completedAt: iso(Date.now()),
        progress: progressAt(operation.type as StartableType, 0, 0, Date.now(), 1),
        reason: 'user',
        note: request.note,
        forced: false,
      };
      this.put(cancelled);
      return cancelled;
    }
    return super.cancel(request) as Operation | Failure;
  }

  #queued(type: StartableType): Run[] {
    return this.#runs.filter((run) => run.startedAt === null && KIND[run.type] === KIND[type]);
  }

  #tick(): void {
    const now = Date.now();
    for (const run of [...this.#runs]) {
      const operation = this.operations.get(run.id);
      if (operation?.status === 'pending') this.#startIfFree(run, operation, now);
      else if (operation?.status === 'running') this.#advance(run, operation, now);
    }
  }

  #startIfFree(run: Run, operation: OperationOf<'pending'>, now: number): void {
    const kind = KIND[run.type];
    const busy = this.#runs.filter(
      (one) => KIND[one.type] === kind && one.id !== run.id && this.#isRunning(one),
    ).length;
    if (busy >= (this.workers.slots[kind] ?? 1)) return;
    run.startedAt ??= now;
    const { queuePosition: _, ...base } = operation;
    this.put({
      ...base,
      status: 'running',
      startedAt: iso(run.startedAt),
      progress: progressAt(run.type, 0, 0, now, 0),
      cancelRequested: null,
    });
    this.#runs
      .filter((one) => KIND[one.type] === kind && one.startedAt === null)
      .forEach((one, index) => {
        const waiting = this.operations.get(one.id);
        if (waiting?.status === 'pending') this.put({ ...waiting, queuePosition: index + 1 });
      });
  }

  #isRunning(run: Run): boolean {
    return this.operations.get(run.id)?.status === 'running';
  }

  #advance(run: Run, operation: OperationOf<'running'>, now: number): void {
    if (operation.cancelRequested !== null) {
      const waited = now - Date.parse(operation.cancelRequested.at);
      if (!run.ignoreCancel && waited > 700) this.#cancelled(operation, false);
      else if (run.ignoreCancel && waited > this.settings.cancelGraceMs) this.#cancelled(operation, true);
      return;
    }
    const elapsed = now - (run.startedAt ?? now);
    const percentage = Math.min(100, (elapsed / run.durationMs) * 100);
    run.seq = operation.progress.seq + 1;
    const progress = progressAt(run.type, percentage, elapsed, now, run.seq);
    this.#report(run, percentage);
    const { cancelRequested: _, ...base } = operation;
    if (run.failAt !== null && percentage >= run.failAt) {
      const cause = failure('requested_failure', `It was asked to fail at ${run.failAt} % and did.`, { phase: 'Work' });
      this.#end(run, { ...base, status: 'failed', completedAt: iso(now), progress, failure: cause });
    } else if (percentage >= 100) {
      const result = this.#resultOf(run, operation);
      this.#end(run, { ...base, status: 'completed', completedAt: iso(now), progress, result });
    } else {
      this.put({ ...operation, progress });
    }
  }

  #end(run: Run, operation: Operation): void {
    this.#runs = this.#runs.filter((one) => one !== run);
    this.put(operation);
    if (run.type === 'data_load') this.push({ datasetsChanged: true });
  }

  #cancelled(operation: OperationOf<'running'>, forced: boolean): Operation {
    this.#runs = this.#runs.filter((run) => run.id !== operation.operationId);
    const { cancelRequested, ...base } = operation;
    const cancelled: Operation = {
      ...base,
      status: 'cancelled',
      completedAt: iso(Date.now()),
      progress: { ...operation.progress, seq: operation.progress.seq + 1 },
      reason: 'user',
      note: cancelRequested?.note ?? null,
      forced,
    };
    this.put(cancelled);
    return cancelled;
  }

  /** Metric rows that are due at a percentage. */
  #report(run: Run, percentage: number): void {
    const known = this.metrics.get(run.id)?.length ?? 0;
    const startedAt = run.startedAt ?? 0;
    if (run.type === 'training') {
      const due = Math.floor(Math.max(0, Math.min(1, (percentage - 5) / 90)) * 50);
      if (due > known) this.addMetrics(run.id, epochRows(7, 50, startedAt, run.durationMs / 55).slice(known, due));
    } else if (run.type === 'backtesting') {
      this.#reportEquity(run, percentage, known);
    } else if (run.type === 'dummy') {
      const due = Math.floor(percentage);
      const rows = Array.from({ length: Math.max(0, due - known) }, (_, index) => ({
        seq: known + index,
        kind: 'step',
        at: iso(Date.now()),
        durationMs: run.durationMs / 100,
        data: { step: known + index, value: Math.sin((known + index) / 9) * 20 + known + index },
      }));
      if (rows.length > 0) this.addMetrics(run.id, rows);
    }
  }

  #reportEquity(run: Run, percentage: number, known: number): void {
    const due = Math.floor(Math.max(0, Math.min(1, (percentage - 40) / 57)) * 798);
    if (due <= known) return;
    const prices = generatedPrices(11, 798, Date.UTC(2017, 1, 15));
    const trades = generatedTrades(prices, 23, 100_000);
    const { time, equity, drawdown } = equityOf(prices, trades, 100_000);
    const rows = Array.from({ length: due - known }, (_, index) => {
      const bar = known + index;
      return {
        seq: bar,
        kind: 'equity',
        at: iso(Date.now()),
        durationMs: 1,
        data: {
          bar,
          time: time[bar] ?? 0,
          equity: equity[bar] ?? 0,
          drawdown: drawdown[bar] ?? 0,
          trades: trades.filter((trade) => Date.parse(trade.exitTime) <= (time[bar] ?? 0)).length,
          winRate: 0.57,
        },
      };
    });
    this.addMetrics(run.id, rows);
  }

  #resultOf(run: Run, operation: OperationOf<'running'>): OperationResult {
    switch (run.type) {
      case 'training':
        return trainingResult(operation.metadata.seed ?? 1);
      case 'backtesting': {
        this.trades.set(run.id, generatedTrades(generatedPrices(11, 798, Date.UTC(2017, 1, 15)), 23, 100_000));
        return backtestingResult(operation.metadata.modelOperationId ?? run.id);
      }
      case 'data_load':
        return {
          type: 'data_load',
          fingerprint: fingerprintOf(5),
          bars: 5_104,
          start: '2000-01-03T00:00:00.000Z',
          end: '2020-04-17T00:00:00.000Z',
          ignoredColumns: ['adjclose'],
          isNew: true,
        };
      case 'dummy':
        return { type: 'dummy', steps: 100 };
    }
  }
}
