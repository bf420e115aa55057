import { app, type BrowserWindow, dialog, shell } from 'electron';
import { FailureError, failure } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import { ENGINE_VERSION } from '../../engine/engine-version';
import type { Application } from '../services/application';
import { checkStrategy, readStrategy, strategyListings } from '../strategies/strategy-views';
import type { CallHandlers } from './answer-call';
import { ChosenFiles } from './chosen-files';
import { operationHandlers } from './operation-handlers';
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
  const { catalogue, settings, strategies, registry, charts, diagnostics, profileCare } = application;
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
    ...operationHandlers(application, publisher),
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
    'workers:restart': (kind) => {
      registry.restart(kind);
      return registry.snapshot();
    },
    'diagnostics:health': async () => [...(await diagnostics.health())],
    'diagnostics:configuration': () => [...diagnostics.configuration()],
    'profile:notices': () => [...profileCare.notices()],
    'profile:dismissNotice': (id) => {
      profileCare.dismissNotice(id);
      return null;
    },
    'profile:check': () => profileCare.check(),
    'profile:backup': () => profileCare.backup(),
  };
}
