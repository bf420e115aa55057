import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'build-stamp.json';

/** Everything that what is built depends on. The lockfile stands for the packages. */
const INPUTS = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'scripts/build'];

/**
 * Changes with every added, removed or edited input. Looks at names, sizes and times only: a few milliseconds.
 * @param {import('../runtime/layout.mjs').Layout} layout
 */
export function fingerprintOfInputs(layout) {
  const hash = createHash('sha256');
  for (const input of INPUTS) addTo(hash, layout.root, input);
  return hash.digest('hex');
}

/**
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @returns {'missing' | 'stale' | 'fresh'}
 */
export function stateOfBuild(layout) {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(join(layout.build, STAMP), 'utf8'));
  } catch {
    return 'missing';
  }
  return stamp.inputs === fingerprintOfInputs(layout) ? 'fresh' : 'stale';
}

/**
 * @param {string} folder a finished build
 * @param {string} inputs the fingerprint from before the build began
 */
export function writeStamp(folder, inputs) {
  writeFileSync(join(folder, STAMP), JSON.stringify({ inputs }));
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} path */
function addTo(hash, root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) {
    hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) addTo(hash, root, `${path}/${name}`);
}
