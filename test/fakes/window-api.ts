import type { z } from 'zod';
import type { Attempt } from '../../src/contract/attempts';
import type { CancelReason } from '../../src/contract/cancellation';
import type { Checkpoint } from '../../src/contract/checkpoints';
import { type Failure, failure, type Outcome } from '../../src/contract/failure';
import type { OperationId } from '../../src/contract/identifiers';
import {
  type ChosenFile,
  IPC_CHANNELS,
  type IpcChannel,
  type IpcRequest,
  type IpcResponse,
  type Push,
  type WindowCommand,
} from '../../src/contract/ipc';
import type { Dataset } from '../../src/contract/market-data';
import type { MetricRow } from '../../src/contract/metrics';
import type { Operation } from '../../src/contract/operation';
import type { RepeatedRun } from '../../src/contract/operation-lineage';
import type { OperationFilter, OperationQuery } from '../../src/contract/operation-listing';
import { OPERATION_STATUSES } from '../../src/contract/operation-status';
import type { ProfileNotice } from '../../src/contract/profile-care';
import type { OperationRequest } from '../../src/contract/requests';
import { type Settings, settingsSchema } from '../../src/contract/settings';
import type { StrategyFile, StrategyListing } from '../../src/contract/strategy-files';
import type { Trade } from '../../src/contract/trades';
import type { WindowApi } from '../../src/contract/window-api';
import type { WorkersSnapshot } from '../../src/contract/workers';
import { careHandlers, lineageHandlers } from './window-api-care';
import { isFinished } from './window-api-operations';
import { equityOf, generatedPrices, windowOf } from './window-api-series';

export type Answer<C extends IpcChannel> = IpcResponse<C> | Failure;
/** A request as main sees it: checked, with its defaults filled in. */
export type ParsedRequest<C extends IpcChannel> = z.output<(typeof IPC_CHANNELS)[C]['request']>;
export type Handlers = { [C in IpcChannel]: (request: ParsedRequest<C>) => Answer<C> };

const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'detail' in answer && 'phase' in answer;

/**
 * Main, as the window sees it, in memory: what is asked and answered is checked against the contract and passes
 * through `structuredClone`. Nothing happens by itself; see `live-window-api.ts` for one in which operations run.
 */
export class FakeWindowApi implements WindowApi {
  readonly calls: { channel: IpcChannel; request: unknown }[] = [];
  readonly operations = new Map<OperationId, Operation>();
  readonly metrics = new Map<OperationId, MetricRow[]>();
  readonly trades = new Map<OperationId, Trade[]>();
  readonly strategyTexts = new Map<OperationId, { fileName: string; text: string }>();
  datasets: Dataset[] = [];
  strategies: StrategyListing[] = [];
  strategyFiles = new Map<string, StrategyFile>();
  settings: Settings = settingsSchema.parse({});
  workers: WorkersSnapshot = {
    workers: [],
    slots: { training: 1, backtesting: 1, data: 1, dummy: 2, analysis: 1 },
    queued: { training: 0, backtesting: 0, data: 0, dummy: 0, analysis: 0 },
    stopped: [],
  };
  readonly attempts = new Map<OperationId, Attempt[]>();
  readonly checkpoints = new Map<OperationId, Checkpoint[]>();
  readonly requests = new Map<OperationId, OperationRequest>();
  readonly repeats = new Map<OperationId, RepeatedRun[]>();
  notices: ProfileNotice[] = [];
  chosenFile: ChosenFile | null = null;
  revision = 1;
  readonly watched = new Set<OperationId>();
  /** Answers that replace the built-in ones, e.g. to refuse a call. */
  readonly overrides: Partial<Handlers> = {};
  readonly #pushListeners = new Set<(push: Push) => void>();
  readonly #commandListeners = new Set<(command: WindowCommand) => void>();
  readonly #deleted = new Map<OperationId, Operation>();

  async invoke<C extends IpcChannel>(channel: C, request: IpcRequest<C>): Promise<Outcome<IpcResponse<C>>> {
    this.calls.push({ channel, request });
    const parsed = IPC_CHANNELS[channel].request.safeParse(structuredClone(request));
    if (!parsed.success) return { ok: false, failure: failure('bad_arguments', parsed.error.message) };
    const handler = (this.overrides[channel] ?? this.#handlers[channel]) as Handlers[C];
    const answer = handler(parsed.data as ParsedRequest<C>);
    await Promise.resolve();
    if (isFailure(answer)) return { ok: false, failure: answer };
    return { ok: true, value: IPC_CHANNELS[channel].response.parse(structuredClone(answer)) as IpcResponse<C> };
  }

  onPush(listener: (push: Push) => void): () => void {
    this.#pushListeners.add(listener);
    return () => this.#pushListeners.delete(listener);
  }

  onCommand(listener: (command: WindowCommand) => void): () => void {
    this.#commandListeners.add(listener);
    return () => this.#commandListeners.delete(listener);
  }

  get listening(): number {
    return this.#pushListeners.size + this.#commandListeners.size;
  }

  command(command: WindowCommand): void {
    for (const listener of this.#commandListeners) listener(command);
  }

  push(change: Partial<Omit<Push, 'revision'>>): void {
    this.revision += 1;
    const push: Push = {
      revision: this.revision,
      operations: [],
      removed: [],
      metrics: [],
      datasetsChanged: false,
      workers: null,
      settings: null,
      notices: null,
      ...change,
    };
    for (const listener of this.#pushListeners) listener(structuredClone(push));
  }

  /** Stores a state of an operation and tells the window. */
  put(...operations: Operation[]): void {
    for (const operation of operations) this.operations.set(operation.operationId, operation);
    this.push({ operations });
  }

  addMetrics(id: OperationId, rows: readonly MetricRow[]): void {
    const known = this.metrics.get(id) ?? [];
    known.push(...rows);
    this.metrics.set(id, known);
    if (this.watched.has(id)) {
      this.push({ metrics: [{ operationId: id, metrics: [...rows], cursor: known.length }] });
    }
  }

  callsOf(channel: IpcChannel): unknown[] {
    return this.calls.filter((call) => call.channel === channel).map((call) => call.request);
  }

  /** Replaced by the live fake, which makes an operation out of the request. */
  protected start(_request: ParsedRequest<'operations:start'>): Answer<'operations:start'> {
    return failure('not_allowed', 'Nothing can be started here.');
  }

  /** The live fake starts what these ask for. */
  protected resume(_request: ParsedRequest<'operations:resume'>): Answer<'operations:resume'> {
    return failure('not_allowed', 'Nothing can be resumed here.');
  }

  protected retry(_request: ParsedRequest<'operations:retry'>): Answer<'operations:retry'> {
    return failure('not_allowed', 'Nothing can be run again here.');
  }

  protected verify(_id: OperationId): Answer<'operations:verify'> {
    return failure('not_allowed', 'Nothing can be run again here.');
  }

  protected pause(id: OperationId): Answer<'operations:pause'> {
    return this.stop(id, 'paused', null);
  }

  #pauseAll(): OperationId[] {
    const running = [...this.operations.values()].filter((one) => !isFinished(one) && one.parentOperationId === null);
    for (const { operationId } of running) this.pause(operationId);
    return running.map((one) => one.operationId);
  }

  #resumeAll(): OperationId[] {
    const paused = [...this.operations.values()].filter(
      (one) =>
        one.status === 'cancelled' && ['paused', 'shutdown'].includes(one.reason) && one.parentOperationId === null,
    );
    for (const { operationId } of paused) this.resume({ operationId, fromStart: false });
    return paused.map((one) => one.operationId);
  }

  protected startImport(_request: ParsedRequest<'data:import'>): Answer<'data:import'> {
    return failure('not_allowed', 'Nothing can be imported here.');
  }

  protected forceStop(id: OperationId): Answer<'operations:forceStop'> {
    return this.#one(id);
  }

  protected cancel({ operationId, note }: ParsedRequest<'operations:cancel'>): Answer<'operations:cancel'> {
    return this.stop(operationId, 'user', note);
  }

  /** What runs is asked to stop; what waits has stopped already. */
  protected stop(id: OperationId, reason: CancelReason, note: string | null): Operation | Failure {
    const operation = this.operations.get(id);
    if (operation?.status !== 'running') return failure('not_allowed', 'Only what runs can be stopped.');
    const stopping: Operation = {
      ...operation,
      progress: { ...operation.progress, seq: operation.progress.seq + 1 },
      cancelRequested: { at: new Date().toISOString(), reason, note },
    };
    this.put(stopping);
    return stopping;
  }

  #one(id: OperationId): Operation | Failure {
    return this.operations.get(id) ?? failure('unknown_operation', `There is no operation ${id}.`);
  }

  #list(query: OperationQuery): IpcResponse<'operations:list'> {
    const all = [...this.operations.values()];
    const counted = all.filter((operation) => passes(operation, { ...query.filter, statuses: [] }));
    const passing = counted
      .filter((one) => query.filter.statuses.length === 0 || query.filter.statuses.includes(one.status))
      .sort((a, b) => compare(a, b, query.sort.key) * (query.sort.direction === 'ascending' ? 1 : -1));
    const countOf = (status: Operation['status']): number => counted.filter((one) => one.status === status).length;
    return {
      operations: passing.slice(query.offset, query.offset + query.limit),
      total: passing.length,
      counts: Object.fromEntries(OPERATION_STATUSES.map((status) => [status, countOf(status)])) as never,
      active: all.filter((one) => !isFinished(one)).length,
      revision: this.revision,
    };
  }

  #priceOf(seed: number, bars: number): ReturnType<typeof generatedPrices> {
    return generatedPrices(seed, bars, Date.UTC(2017, 1, 15));
  }

  readonly #handlers: Handlers = {
    'app:info': () => ({
      version: '0.1.0',
      engineVersion: '1',
      electron: '45.4.1',
      profile: '/home/person/.config/Tradewind',
      platform: 'linux',
      dataFolder: '/home/person/.config/Tradewind/market-data',
    }),
    'app:openLogs': () => null,
    'operations:list': (query) => this.#list(query),
    'operations:get': (id) => this.#one(id),
    'operations:start': (request) => this.start(request),
    'operations:cancel': (request) => this.cancel(request),
    'operations:pause': (id) => this.pause(id),
    'operations:pauseAll': () => this.#pauseAll(),
    'operations:resume': (request) => this.resume(request),
    'operations:resumeAll': () => this.#resumeAll(),
    'operations:retry': (request) => this.retry(request),
    'operations:verify': (id) => this.verify(id),
    ...lineageHandlers(this),
    ...careHandlers(this),
    'operations:forceStop': (id) => this.forceStop(id),
    'operations:refresh': (id) => this.#one(id),
    'operations:delete': (ids) => {
      const deleted = ids.filter((id) => {
        const operation = this.operations.get(id);
        return operation !== undefined && isFinished(operation);
      });
      for (const id of deleted) {
        this.#deleted.set(id, this.operations.get(id) as Operation);
        this.operations.delete(id);
      }
      this.push({ removed: deleted });
      return { deleted };
    },
    'operations:undoDelete': (ids) => {
      const back = ids.flatMap((id) => this.#deleted.get(id) ?? []);
      this.put(...back);
      return null;
    },
    'operations:metrics': ({ operationId, cursor }) => {
      const rows = this.metrics.get(operationId) ?? [];
      const page = rows.slice(cursor, cursor + 1_000);
      return { metrics: page, cursor: cursor + page.length };
    },
    'operations:trades': (id) => this.trades.get(id) ?? [],
    'operations:equity': ({ operationId, window }) => {
      const trades = this.trades.get(operationId) ?? [];
      const { total: _, ...columns } = equityOf(this.#priceOf(11, 798), trades, 100_000);
      return windowOf(columns, window);
    },
    'operations:price': ({ window }) => {
      const { total: _, ...columns } = this.#priceOf(11, 798);
      return windowOf(columns, window);
    },
    'operations:strategy': (id) => this.strategyTexts.get(id) ?? failure('unknown_operation', 'It has no strategy.'),
    'metrics:watch': (ids) => {
      this.watched.clear();
      for (const id of ids) this.watched.add(id);
      return null;
    },
    'datasets:list': () => this.datasets,
    'datasets:price': ({ window }) => {
      const { total: _, ...columns } = generatedPrices(5, 5_104, Date.UTC(2000, 0, 3));
      return windowOf(columns, window);
    },
    'data:chooseFile': () => this.chosenFile,
    'data:import': (request) => this.startImport(request),
    'strategies:list': () => this.strategies,
    'strategies:read': (name) => this.strategyFiles.get(name) ?? failure('file_missing', `There is no ${name}.`),
    'strategies:check': () => ({ problems: [], warnings: [] }),
    'strategies:add': () => null,
    'settings:get': () => this.settings,
    'settings:change': ({ slots, checkpoints, retention, ...patch }) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const before = this.settings;
      this.settings = settingsSchema.parse({
        ...before,
        ...given,
        slots: { ...before.slots, ...slots },
        checkpoints: { ...before.checkpoints, ...checkpoints },
        retention: { ...before.retention, ...retention },
      });
      this.push({ settings: this.settings });
      return this.settings;
    },
    'workers:snapshot': () => this.workers,
  };
}

function passes(operation: Operation, filter: OperationFilter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [operation.metadata.title, operation.metadata.symbol, operation.operationId].join(' ').toLowerCase();
  return (
    (filter.children === 'with' || operation.parentOperationId === null) &&
    (filter.types.length === 0 || filter.types.includes(operation.type)) &&
    (filter.symbol === null || operation.metadata.symbol === filter.symbol) &&
    (filter.createdFrom === null || operation.createdAt >= filter.createdFrom) &&
    (filter.createdBefore === null || operation.createdAt < filter.createdBefore) &&
    words.every((word) => text.includes(word))
  );
}

type SortKey = OperationQuery['sort']['key'];

const sortValue = (operation: Operation, key: SortKey): string | number => {
  if (key === 'created') return Date.parse(operation.createdAt);
  if (key === 'title') return operation.metadata.title;
  if (key === 'symbol') return operation.metadata.symbol ?? '';
  if (key === 'duration') {
    return 'completedAt' in operation ? Date.parse(operation.completedAt) - Date.parse(operation.createdAt) : 0;
  }
  return operation[key];
};

function compare(a: Operation, b: Operation, key: SortKey): number {
  const first = sortValue(a, key);
  const second = sortValue(b, key);
  if (first !== second) return first < second ? -1 : 1;
  return a.operationId < b.operationId ? -1 : 1;
}
