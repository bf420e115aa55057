import { app, type BrowserWindow, dialog, shell } from 'electron';
import { FailureError, failure } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import { ENGINE_VERSION } from '../../engine/engine-version';
import type { Application } from '../services/application';
import { checkStrategy, readStrategy, strategyListings } from '../strategies/strategy-views';
import type { CallHandlers } from './answer-call';
import { ChosenFiles } from './chosen-files';
import type { Publisher } from './publisher';

export interface CallHandlerParts {
  readonly application: Application;
  readonly publisher: Publisher;
  readonly logFolder: string;
  /** For dialogs to stand on; null while there is none. */
  readonly window: () => BrowserWindow | null;
}

/** What answers each call of the window. Use cases only: nothing here knows SQL, a worker or a file format. */
export function callHandlersFor({ application, publisher, logFolder, window }: CallHandlerParts): CallHandlers {
  const { operations, runner, catalogue, settings, strategies, registry, charts } = application;
  const files = new ChosenFiles();

  const choose = async (title: string, name: string, extensions: string[]): Promise<string | null> => {
    const options = { title, filters: [{ name, extensions }], properties: ['openFile' as const] };
    const parent = window();
    const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };

  return {
    'app:info': () => ({
      version: app.getVersion(),
      engineVersion: ENGINE_VERSION,
      electron: process.versions['electron'] ?? '',
      profile: application.folders.profile,
      platform: process.platform,
      dataFolder: application.folders.marketData,
    }),
    'app:openLogs': async () => {
      const fault = await shell.openPath(logFolder);
      if (fault !== '') throw new FailureError(failure('internal', `The log folder could not be opened: ${fault}.`));
      return null;
    },
    'operations:list': (query) => ({ ...operations.list(query), revision: publisher.revision }),
    'operations:get': (id) => operations.get(id),
    'operations:start': (request) => application.start(request),
    'operations:cancel': ({ operationId, note }) => runner.cancel(operationId, 'user', note),
    'operations:forceStop': (id) => runner.forceStop(id),
    'operations:refresh': (id) => runner.refresh(id),
    'operations:delete': (ids) => ({ deleted: operations.delete(ids) }),
    'operations:undoDelete': (ids) => {
      operations.undoDelete(ids);
      return null;
    },
    'operations:metrics': ({ operationId, cursor }) => operations.metrics(operationId, cursor),
    'operations:trades': (id) => operations.trades(id),
    'operations:equity': ({ operationId, window: part }) => charts.equity(operationId, part),
    'operations:price': ({ operationId, window: part }) => charts.priceOfOperation(operationId, part),
    'operations:strategy': (id) => {
      const source = operations.strategy(id);
      if (source) return source;
      throw new FailureError(failure('bad_arguments', `${id} has no strategy.`));
    },
    'metrics:watch': (ids, windowId) => {
      publisher.watch(windowId, ids);
      return null;
    },
    'datasets:list': () => catalogue.list(),
    'datasets:price': ({ fingerprint, window: part }) => charts.priceOfDataset(fingerprint, part),
    'data:chooseFile': async () => {
      const path = await choose('Choose a CSV file with bars', 'CSV', ['csv', 'txt', 'tsv']);
      return path === null ? null : files.add(path);
    },
    'data:import': ({ handle, symbol, timeframe }): Operation =>
      application.start({
        type: 'data_load',
        symbol,
        timeframe,
        source: { provider: 'csv', path: files.pathOf(handle) },
      }),
    'strategies:list': () => strategyListings(strategies),
    'strategies:read': (fileName) => readStrategy(strategies.read(fileName)),
    'strategies:check': ({ fileName, text }) => checkStrategy(text, fileName),
    'strategies:add': async () => {
      const path = await choose('Choose a strategy file', 'Strategy (YAML)', ['yaml', 'yml']);
      if (path === null) return null;
      const added = strategies.add(path).fileName;
      return strategyListings(strategies).find(({ fileName }) => fileName === added) ?? null;
    },
    'settings:get': () => settings.get(),
    'settings:change': (patch) => settings.change(patch),
    'workers:snapshot': () => registry.snapshot(),
  };
}
