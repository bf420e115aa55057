import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from '../../scripts/runtime/layout.mjs';
import { findOfficial, installOfficial } from '../../scripts/setup/official-runtime.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

const PACKAGE = 'node_modules/electron';

/** A repository whose `electron` package has this installer. */
function repository(installer: string): string {
  const root = temporaryFolder();
  writeFiles(root, { [`${PACKAGE}/package.json`]: '{"version":"45.0.0"}', [`${PACKAGE}/install.js`]: installer });
  return root;
}

const DOWNLOADED = {
  [`${PACKAGE}/dist/version`]: '45.0.0',
  [`${PACKAGE}/dist/electron`]: '',
  [`${PACKAGE}/path.txt`]: 'electron',
};

test('a complete download of the declared version is found', () => {
  const root = repository('');
  writeFiles(root, DOWNLOADED);
  expect(findOfficial(layoutOf(root))).toBe(join(root, PACKAGE, 'dist/electron'));
});

test('an interrupted download and one of another version are not', () => {
  const interrupted = repository('');
  writeFiles(interrupted, DOWNLOADED);
  rmSync(join(interrupted, PACKAGE, 'path.txt'));
  expect(findOfficial(layoutOf(interrupted))).toBeUndefined();

  const older = repository('');
  writeFiles(older, { ...DOWNLOADED, [`${PACKAGE}/dist/version`]: '44.0.0' });
  expect(findOfficial(layoutOf(older))).toBeUndefined();
});

test('the installer keeps what it downloads inside the repository, and nothing of it stays', async () => {
  const root = repository(`
    const fs = require('node:fs');
    fs.mkdirSync(process.env.electron_config_cache);
    fs.mkdirSync(__dirname + '/dist');
    fs.writeFileSync(__dirname + '/dist/electron', '');
    fs.writeFileSync(__dirname + '/dist/version', '45.0.0');
    fs.writeFileSync(__dirname + '/path.txt', 'electron');
  `);
  expect(await installOfficial(layoutOf(root))).toEqual({ executable: join(root, PACKAGE, 'dist/electron') });
  expect(existsSync(join(root, '.runtime/tmp/official'))).toBe(false);
});

test('the reason of a failure is told in one line, and half a download is removed', async () => {
  const root = repository(`
    require('node:fs').mkdirSync(__dirname + '/dist');
    console.error(new TypeError('fetch failed').stack);
    process.exit(1);
  `);
  expect(await installOfficial(layoutOf(root))).toEqual({ failure: 'fetch failed' });
  expect(existsSync(join(root, PACKAGE, 'dist'))).toBe(false);
});

test('a host that never answers is given up', async () => {
  const root = repository('setInterval(() => {}, 1000)');
  expect(await installOfficial(layoutOf(root), 300)).toEqual({ failure: 'no data for 0.3 s' });
});
