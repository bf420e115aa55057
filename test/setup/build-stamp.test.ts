import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprintOfInputs, stateOfBuild, writeStamp } from '../../scripts/build/build-stamp.mjs';
import { layoutOf } from '../../scripts/runtime/layout.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

function builtRepository(): { root: string; state: () => string } {
  const root = temporaryFolder();
  const layout = layoutOf(root);
  writeFiles(root, {
    'src/main/index.ts': 'one',
    'src/engine/a.ts': 'two',
    'package.json': '{}',
    'out/main/index.js': '',
  });
  writeStamp(layout.build, fingerprintOfInputs(layout));
  return { root, state: () => stateOfBuild(layout) };
}

test('a build is fresh until a source changes', () => {
  const { root, state } = builtRepository();
  expect(state()).toBe('fresh');
  writeFiles(root, { 'src/main/index.ts': 'other' });
  expect(state()).toBe('stale');
});

test('a new and a removed source make it stale as well', () => {
  const added = builtRepository();
  writeFiles(added.root, { 'src/engine/b.ts': 'three' });
  expect(added.state()).toBe('stale');

  const removed = builtRepository();
  rmSync(join(removed.root, 'src/engine/a.ts'));
  expect(removed.state()).toBe('stale');
});

test('what the build does not depend on does not matter', () => {
  const { root, state } = builtRepository();
  writeFiles(root, { 'README.md': 'text', 'test/a.test.ts': 'test' });
  expect(state()).toBe('fresh');
});

test('a build without its stamp, as an interrupted one leaves it, is missing', () => {
  const { root, state } = builtRepository();
  rmSync(join(root, 'out/build-stamp.json'));
  expect(state()).toBe('missing');
});
