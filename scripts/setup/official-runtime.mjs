import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toolsNode } from '../runtime/layout.mjs';
import { runCommand } from './run-command.mjs';

/** A download that gets no byte for this long is given up: hosts that are blocked often just do not answer. */
const STALL_MS = 30_000;

/**
 * The Electron version that package.json declares, as installed.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @returns {string}
 */
export function declaredElectron(layout) {
  return JSON.parse(readFileSync(join(layout.modules, 'electron', 'package.json'), 'utf8')).version;
}

/**
 * Path of the official executable, if it is there with the declared version.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @returns {string | undefined}
 */
export function findOfficial(layout) {
  const folder = join(layout.modules, 'electron');
  try {
    // The installer writes path.txt last, so it stands for a complete download.
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    const version = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim();
    return version === declaredElectron(layout) && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets Electron's own installer fetch the declared version; it verifies the checksum that the package carries.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {number} [stallMs]
 * @returns {Promise<{ executable: string } | { failure: string }>}
 */
export async function installOfficial(layout, stallMs = STALL_MS) {
  const folder = join(layout.temporary, 'official');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const giveUp = new AbortController();
  const stopWatching = watchForStall(folder, stallMs, () => giveUp.abort());
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...process.env, TMPDIR: folder, TEMP: folder, electron_config_cache: join(folder, 'cache') };
  delete environment['ELECTRON_OVERRIDE_DIST_PATH'];
  try {
    const { output } = await runCommand(toolsNode(layout), [join(layout.modules, 'electron', 'install.js')], {
      cwd: layout.root,
      env: environment,
      signal: giveUp.signal,
    });
    const executable = findOfficial(layout);
    if (executable !== undefined) return { executable };
    rmSync(join(layout.modules, 'electron', 'dist'), { recursive: true, force: true });
    return { failure: giveUp.signal.aborted ? `no data for ${stallMs / 1000} s` : describeFailure(output) };
  } finally {
    stopWatching();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} output */
function describeFailure(output) {
  const line = output.split('\n').find((candidate) => /error/i.test(candidate)) ?? output.split('\n')[0] ?? '';
  return line.replace(/^.*?Error: /, '').trim() || 'its installer gave no reason';
}

/**
 * @param {string} folder
 * @param {number} stallMs
 * @param {() => void} onStall
 */
function watchForStall(folder, stallMs, onStall) {
  let size = -1;
  let changedAt = Date.now();
  const timer = setInterval(
    () => {
      const now = folderSize(folder);
      if (now !== size) {
        size = now;
        changedAt = Date.now();
      } else if (Date.now() - changedAt >= stallMs) {
        onStall();
      }
    },
    Math.min(1_000, stallMs / 4),
  );
  return () => clearInterval(timer);
}

/** @param {string} folder @returns {number} */
function folderSize(folder) {
  let size = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    try {
      size += entry.isDirectory() ? folderSize(path) : statSync(path).size;
    } catch {
      // Removed by the installer between the listing and the look.
    }
  }
  return size;
}
