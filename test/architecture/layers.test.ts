import { describe, expect, test } from 'vitest';
import { findLayerFaults } from '../../scripts/layers/find-layer-faults.mjs';
import { temporaryFolder, writeFiles } from '../setup/temporary-folder';

/** One file in every part of the house, importing only what it may. */
const HOUSE = {
  'package.json': '{ "dependencies": { "electron": "*", "better-sqlite3": "*", "zod": "*", "react": "*" } }',
  'node_modules/electron/package.json': '{ "name": "electron", "main": "index.js" }',
  'node_modules/electron/index.js': '',
  'node_modules/better-sqlite3/package.json': '{ "name": "better-sqlite3", "main": "index.js" }',
  'node_modules/better-sqlite3/index.js': '',
  'node_modules/zod/package.json': '{ "name": "zod", "main": "index.js" }',
  'node_modules/zod/index.js': '',
  'node_modules/react/package.json': '{ "name": "react", "main": "index.js" }',
  'node_modules/react/index.js': '',
  'src/contract/ipc.ts': "import { z } from 'zod';\nexport const ipc = z;",
  'src/engine/math/exp.ts': 'export const exp = 1;',
  'src/engine/neural/adam.ts':
    "import { exp } from '../math/exp';\nimport { ipc } from '../../contract/ipc';\nexport const adam = [exp, ipc];",
  'src/renderer/window.tsx':
    "import React from 'react';\nimport { adam } from '../engine/neural/adam';\nexport const window = [React, adam];",
  'src/preload/index.ts':
    "import { contextBridge } from 'electron';\nimport { ipc } from '../contract/ipc';\nexport const door = [contextBridge, ipc];",
  'src/main/index.ts':
    "import { calls } from './ipc/calls';\nimport { launch } from './launch/launch';\nexport const wired = [calls, launch];",
  'src/main/launch/launch.ts': "import { run } from '../cli/run';\nexport const launch = run;",
  'src/main/ipc/calls.ts': "import { training } from '../services/training';\nexport const calls = training;",
  'src/main/services/training.ts': "import { store } from '../operations/store';\nexport const training = store;",
  'src/main/operations/store.ts':
    "import Database from 'better-sqlite3';\nimport { ipc } from '../../contract/ipc';\nexport const store = [Database, ipc];",
  'src/main/windows/main-window.ts':
    "import { BrowserWindow } from 'electron';\nexport const mainWindow = BrowserWindow;",
  'src/main/cli/run.ts': "import { training } from '../services/training';\nexport const run = training;",
  'src/workers/runtime/token.ts': "import { threadId } from 'node:worker_threads';\nexport const token = threadId;",
  'src/workers/training/job.ts':
    "import { adam } from '../../engine/neural/adam';\nimport { token } from '../runtime/token';\nexport const job = [adam, token];",
  'src/workers/backtesting/job.ts':
    "import { job as data } from '../data/job';\nimport { token } from '../runtime/token';\nexport const job = [data, token];",
  'src/workers/data/job.ts': "import { token } from '../runtime/token';\nexport const job = token;",
  'src/workers/compute-entry.ts': "import { job } from './training/job';\nexport const jobs = [job];",
};

async function faultsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = temporaryFolder();
  writeFiles(root, { ...HOUSE, ...files });
  const { modules, faults } = await findLayerFaults(root);
  expect(modules).toBeGreaterThanOrEqual(Object.keys(HOUSE).filter((path) => path.startsWith('src/')).length);
  return faults;
}

test('a house in order has no fault', async () => {
  expect(await faultsIn({})).toEqual([]);
});

describe('an import that goes the wrong way is caught, with the place where it belongs', () => {
  test.each([
    ['src/contract/bad.ts', '../engine/neural/adam', 'contract-stands-alone', 'src/engine'],
    ['src/contract/bad.ts', 'node:fs', 'contract-stands-alone', 'src/engine'],
    ['src/contract/bad.ts', 'react', 'contract-stands-alone', 'src/engine'],
    ['src/engine/neural/bad.ts', 'node:crypto', 'engine-is-pure', 'src/workers'],
    ['src/engine/neural/bad.ts', 'electron', 'engine-is-pure', 'src/workers'],
    ['src/engine/neural/bad.ts', '../../workers/runtime/token', 'engine-is-pure', 'src/workers'],
    ['src/engine/math/bad.ts', '../neural/adam', 'engine-math-is-the-ground', 'src/engine/math'],
    ['src/renderer/bad.tsx', 'electron', 'renderer-knows-only-the-window-api', 'src/main/ipc'],
    ['src/renderer/bad.tsx', 'node:path', 'renderer-knows-only-the-window-api', 'src/main/ipc'],
    ['src/renderer/bad.tsx', '../main/services/training', 'renderer-knows-only-the-window-api', 'src/main/ipc'],
    ['src/preload/bad.ts', '../main/ipc/calls', 'preload-is-only-the-door', 'src/main'],
    ['src/preload/bad.ts', 'node:fs', 'preload-is-only-the-door', 'src/main'],
    ['src/main/services/bad.ts', '../../workers/training/job', 'main-decides-and-never-works', 'worker-protocol'],
    ['src/main/services/bad.ts', '../../renderer/window', 'main-decides-and-never-works', 'src/contract/ipc.ts'],
    ['src/main/services/bad.ts', 'better-sqlite3', 'sql-stays-in-the-store', 'src/main/storage'],
    ['src/main/ipc/bad.ts', '../operations/store', 'ipc-asks-services', 'src/main/services'],
    ['src/main/cli/bad.ts', '../operations/store', 'cli-asks-services', 'src/main/services'],
    ['src/main/windows/bad.ts', '../services/training', 'windows-know-no-one', 'src/main/index.ts'],
    ['src/main/operations/bad.ts', 'electron', 'store-knows-no-one', 'subscribes'],
    ['src/main/services/bad.ts', '../launch/launch', 'launch-is-on-top', 'as an argument'],
    ['src/main/workers/bad.ts', '../services/training', 'services-are-above', 'as an argument'],
    ['src/main/services/bad.ts', '../index', 'entries-only-wire', 'Nothing imports an entry'],
    ['src/workers/training/bad.ts', '../../main/operations/store', 'workers-work', 'worker-protocol'],
    ['src/workers/training/bad.ts', 'electron', 'workers-work', 'worker-protocol'],
    ['src/workers/training/bad.ts', '../backtesting/job', 'training-knows-no-other-job', 'src/workers/runtime'],
    ['src/workers/data/bad.ts', '../training/job', 'data-knows-no-other-job', 'src/workers/runtime'],
    ['src/workers/runtime/bad.ts', '../training/job', 'runtime-knows-no-job', 'src/workers/runtime'],
    ['src/engine/neural/bad.ts', './nowhere', 'imports-exist', 'no such file'],
    ['src/main/services/bad.ts', '../../../test/fake', 'the-product-knows-no-tool', 'tests'],
  ])('%s → %s', async (file, target, rule, place) => {
    const faults = await faultsIn({
      [file]: `import * as bad from '${target}';\nexport const use = bad;`,
      'test/fake.ts': '',
    });
    const fault = faults.find((candidate) => candidate.startsWith(file) && candidate.includes(`(${rule})`));
    expect(fault, faults.join('\n')).toContain(place);
  });

  test('an import of a type counts', async () => {
    const file = "import type { store } from '../main/operations/store';\nexport type Store = typeof store;";
    expect(await faultsIn({ 'src/renderer/bad.tsx': file })).toHaveLength(1);
  });

  test('two files that import each other', async () => {
    const files = {
      'src/engine/neural/a.ts': "import { b } from './b';\nexport const a = () => b;",
      'src/engine/neural/b.ts': "import { a } from './a';\nexport const b = () => a;",
    };
    const faults = await faultsIn(files);
    expect(faults.every((fault) => fault.includes('(no-circles)'))).toBe(true);
    expect(faults).not.toEqual([]);
  });
});

test('a check that reads no module says so by its count', async () => {
  const root = temporaryFolder();
  writeFiles(root, { 'src/readme.txt': '' });
  expect(await findLayerFaults(root)).toEqual({ modules: 0, faults: [] });
});
