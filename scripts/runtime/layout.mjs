import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where everything lies that set-up makes. Nothing outside `root` is ever written.
 * @typedef {object} Layout
 * @property {string} root the repository
 * @property {string} runtime git-ignored: Electron, the SQLite addon, the record of both
 * @property {string} temporary half-made things; whatever is in it may be deleted when nobody holds a lock
 * @property {string} record what `npm run setup` chose, see runtime-record.mjs
 * @property {string} build what the app runs from
 * @property {string} modules
 */

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string} [root] @returns {Layout} */
export function layoutOf(root = repositoryRoot) {
  const runtime = join(root, '.runtime');
  return {
    root,
    runtime,
    temporary: join(runtime, 'tmp'),
    record: join(runtime, 'runtime.json'),
    build: join(root, 'out'),
    modules: join(root, 'node_modules'),
  };
}

/**
 * The Node that the lockfile pins for the tools, where there is one for this platform.
 * @param {Layout} layout
 */
export function pinnedNode(layout) {
  const node = join(layout.modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(node) ? node : undefined;
}

/**
 * The Node that runs build and test tools.
 * @param {Layout} layout
 */
export function toolsNode(layout) {
  return pinnedNode(layout) ?? process.execPath;
}
