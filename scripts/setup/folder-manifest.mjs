import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFEST = '.manifest.json';

/**
 * Names and sizes of every file, written into the folder itself as the last step before it is moved into place.
 * @param {string} folder
 */
export function writeManifest(folder) {
  writeFileSync(join(folder, MANIFEST), JSON.stringify(sizesOf(folder)));
}

/**
 * True when every file of the manifest is there with its size: catches a removed, a truncated and a half-made file.
 * @param {string} folder
 */
export function isComplete(folder) {
  try {
    /** @type {Record<string, number>} */
    const sizes = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
    return Object.entries(sizes).every(([name, size]) => statSync(join(folder, name)).size === size);
  } catch {
    return false;
  }
}

/**
 * Moves a finished folder into place. Whoever looks sees the old one, nothing, or the new one whole.
 * @param {string} finished on the same file system as `place`
 * @param {string} place
 */
export function moveIntoPlace(finished, place) {
  const old = `${finished}.old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(place, old);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  renameSync(finished, place);
  rmSync(old, { recursive: true, force: true });
}

/** @param {string} folder @returns {Record<string, number>} */
function sizesOf(folder, prefix = '') {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(sizes, sizesOf(folder, name));
    else if (name !== MANIFEST) sizes[name] = statSync(join(folder, name)).size;
  }
  return sizes;
}
