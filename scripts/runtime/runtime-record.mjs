import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { layoutOf } from './layout.mjs';

/**
 * @typedef {object} Runtime
 * @property {'official' | 'fallback'} kind
 * @property {string} declared the Electron version that package.json asked for when this one was chosen
 * @property {string} version the version that was got
 * @property {string} reason one sentence for people: why this one
 * @property {string} executable absolute path
 * @property {number} nodeApi highest Node-API version it offers
 * @property {string | null} sqliteBinding absolute path of the addon built for it; null: the prebuilt one fits
 */

/** Nothing is set up, or not to the end. */
export class NotSetUpError extends Error {
  constructor() {
    super('Tradewind is not set up yet. Run `npm run setup` first.');
    this.name = 'NotSetUpError';
  }
}

/**
 * The runtime that `npm run setup` chose.
 * @param {import('./layout.mjs').Layout} [layout]
 * @returns {Runtime}
 */
export function readRuntime(layout = layoutOf()) {
  const runtime = readRecord(layout);
  if (runtime === undefined || !existsSync(runtime.executable)) throw new NotSetUpError();
  if (runtime.sqliteBinding !== null && !existsSync(runtime.sqliteBinding)) throw new NotSetUpError();
  return runtime;
}

/**
 * The record as it stands, without a look at what it points to; undefined when there is none that can be read.
 * @param {import('./layout.mjs').Layout} layout
 * @returns {Runtime | undefined}
 */
export function readRecord(layout) {
  try {
    const stored = JSON.parse(readFileSync(layout.record, 'utf8'));
    return {
      ...stored,
      executable: join(layout.root, stored.executable),
      sqliteBinding: stored.sqliteBinding === null ? null : join(layout.root, stored.sqliteBinding),
    };
  } catch {
    return undefined;
  }
}

/**
 * Paths are stored relative to the repository, so the folder can be moved.
 * @param {import('./layout.mjs').Layout} layout
 * @param {Runtime} runtime
 */
export function writeRecord(layout, runtime) {
  const stored = {
    ...runtime,
    executable: relative(layout.root, runtime.executable),
    sqliteBinding: runtime.sqliteBinding === null ? null : relative(layout.root, runtime.sqliteBinding),
  };
  mkdirSync(layout.runtime, { recursive: true });
  const next = `${layout.record}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(stored, null, 2)}\n`);
  renameSync(next, layout.record);
}

/**
 * The environment for Electron. `TRADEWIND_SQLITE_BINDING` names the addon that the app gives to better-sqlite3 as
 * `nativeBinding`; without it better-sqlite3 finds its own prebuilt one. Variables that would turn Electron into
 * something else are taken out.
 * @param {Runtime} runtime
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {Record<string, string>}
 */
export function electronEnvironment(runtime, base = process.env) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !UNWANTED.has(name)) environment[name] = value;
  }
  if (runtime.sqliteBinding !== null) environment['TRADEWIND_SQLITE_BINDING'] = runtime.sqliteBinding;
  return environment;
}

const UNWANTED = new Set([
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_NO_ATTACH_CONSOLE',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'ELECTRON_EXEC_PATH',
  'TRADEWIND_SQLITE_BINDING',
]);

/**
 * Electron's own Node without any of Electron: for unit tests that use the app's SQLite addon.
 * @param {Runtime} runtime
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {Record<string, string>}
 */
export function electronAsNodeEnvironment(runtime, base = process.env) {
  return { ...electronEnvironment(runtime, base), ELECTRON_RUN_AS_NODE: '1' };
}

/** Chromium refuses to start as root with its sandbox. For every other user the sandbox stays. */
export function sandboxSwitches() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
