// The part of set-up that needs the dependencies. setup.mjs runs it with the tools' Node.
import { existsSync } from 'node:fs';
import { buildApp } from '../build/build-app.mjs';
import { layoutOf } from '../runtime/layout.mjs';
import { readRecord, writeRecord } from '../runtime/runtime-record.mjs';
import { chooseElectron } from './electron-runtime.mjs';
import { probeAddon, probeElectron } from './probe-runtime.mjs';
import { reportFailure, say } from './report.mjs';
import { addonPath, buildAddon, PREBUILT_NODE_API } from './sqlite-addon.mjs';
import { findMissing, installMissing } from './system-packages.mjs';

/** @typedef {import('../runtime/runtime-record.mjs').Runtime} Runtime */

async function prepare() {
  const layout = layoutOf();
  const electron = await chooseElectron(layout, { retryOfficial: process.argv.includes('--retry-official'), say });
  say(`Electron: ${electron.version} (${electron.kind}): ${electron.reason}.`);

  const known = readRecord(layout);
  const isKnown = known?.executable === electron.executable && known.version === electron.version;
  const addon = addonPath(layout, electron.version);
  // Until it has run once, its Node-API is unknown; then it is better to have a compiler than to come back for it.
  const mayBuild = isKnown ? known.nodeApi < PREBUILT_NODE_API : electron.kind === 'fallback';
  await installSystemPackages(electron.executable, mayBuild && !existsSync(addon));

  const runtime = isKnown ? known : await tryOut(electron);
  const sqliteBinding = runtime.nodeApi < PREBUILT_NODE_API ? addon : null;
  if (sqliteBinding !== null && !existsSync(sqliteBinding)) {
    say(`SQLite addon: building it for Electron ${electron.version} (about a minute) …`);
    await buildAddon(layout, sqliteBinding, (candidate) => probeAddon(electron.executable, layout.root, candidate));
  } else if (!isKnown) {
    await probeAddon(electron.executable, layout.root, sqliteBinding);
  }
  say(`SQLite addon: ${sqliteBinding === null ? 'the prebuilt one' : 'built for this Electron'}.`);
  writeRecord(layout, { ...runtime, ...electron, sqliteBinding });

  await buildApp(layout, (line) => say(`App: ${line}`));
  say('Ready. `npm start` opens the window, `npm run demo` trains and backtests the sample here.');
}

/** @param {string} executable @param {boolean} buildsAddon */
async function installSystemPackages(executable, buildsAddon) {
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  const missing = await findMissing({ executable, buildsAddon, hasDisplay });
  if (missing.length > 0) await installMissing(missing, say);
  else say('System packages: nothing is missing.');
}

/**
 * @param {import('./electron-runtime.mjs').ChosenElectron} electron
 * @returns {Promise<Runtime>}
 */
async function tryOut(electron) {
  const { nodeApi } = await probeElectron(electron.executable);
  return { ...electron, nodeApi, sqliteBinding: null };
}

prepare().catch(reportFailure);
