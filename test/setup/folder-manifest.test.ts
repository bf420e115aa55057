import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isComplete, moveIntoPlace, writeManifest } from '../../scripts/setup/folder-manifest.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

function finishedFolder(): string {
  const folder = temporaryFolder();
  writeFiles(folder, { electron: 'binary', 'locales/en.pak': 'words' });
  writeManifest(folder);
  return folder;
}

test('a finished folder is complete', () => {
  expect(isComplete(finishedFolder())).toBe(true);
});

test('a folder whose making was interrupted before its end is not', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { electron: 'binary' });
  expect(isComplete(folder)).toBe(false);
  expect(isComplete(join(folder, 'nothing'))).toBe(false);
});

test('a file that is gone or cut off is noticed', () => {
  const gone = finishedFolder();
  rmSync(join(gone, 'locales/en.pak'));
  expect(isComplete(gone)).toBe(false);

  const cut = finishedFolder();
  writeFiles(cut, { electron: 'bin' });
  expect(isComplete(cut)).toBe(false);
});

test('a folder moved into place replaces the one before it whole', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'new/a': 'new', 'place/a': 'old', 'place/left-over': 'old' });
  moveIntoPlace(join(folder, 'new'), join(folder, 'place'));
  expect(readFileSync(join(folder, 'place/a'), 'utf8')).toBe('new');
  expect(existsSync(join(folder, 'place/left-over'))).toBe(false);
  expect(existsSync(join(folder, 'new.old'))).toBe(false);
});

test('what an interrupted move left beside it is no obstacle', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'new/a': 'new', 'new.old/a': 'older' });
  moveIntoPlace(join(folder, 'new'), join(folder, 'place'));
  expect(readFileSync(join(folder, 'place/a'), 'utf8')).toBe('new');
});
