import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from '../../scripts/runtime/layout.mjs';
import {
  electronAsNodeEnvironment,
  electronEnvironment,
  type Runtime,
  readRuntime,
  writeRecord,
} from '../../scripts/runtime/runtime-record.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

function recordedRuntime(): { root: string; runtime: Runtime } {
  const root = join(temporaryFolder(), 'repository');
  writeFiles(root, { '.runtime/electron/electron': '', '.runtime/addon/better_sqlite3.node': '' });
  const runtime: Runtime = {
    kind: 'fallback',
    declared: '45.0.0',
    version: '33.0.0',
    reason: 'the host could not be reached',
    executable: join(root, '.runtime/electron/electron'),
    nodeApi: 9,
    sqliteBinding: join(root, '.runtime/addon/better_sqlite3.node'),
  };
  writeRecord(layoutOf(root), runtime);
  return { root, runtime };
}

test('what was recorded is read back', () => {
  const { root, runtime } = recordedRuntime();
  expect(readRuntime(layoutOf(root))).toEqual(runtime);
});

test('the repository can be moved after it was set up', () => {
  const { root } = recordedRuntime();
  const moved = `${root}-moved`;
  renameSync(root, moved);
  expect(readRuntime(layoutOf(moved)).executable).toBe(join(moved, '.runtime/electron/electron'));
});

test.each(['.runtime/runtime.json', '.runtime/electron', '.runtime/addon'])(
  'without %s the person is sent to set-up',
  (path) => {
    const { root } = recordedRuntime();
    rmSync(join(root, path), { recursive: true });
    expect(() => readRuntime(layoutOf(root))).toThrow('npm run setup');
  },
);

test('the app is told its addon and nothing that would turn Electron into Node', () => {
  const { runtime } = recordedRuntime();
  const environment = electronEnvironment(runtime, { HOME: '/home/a', ELECTRON_RUN_AS_NODE: '1' });
  expect(environment).toEqual({ HOME: '/home/a', TRADEWIND_SQLITE_BINDING: runtime.sqliteBinding });
  expect(electronAsNodeEnvironment(runtime, {})).toMatchObject({ ELECTRON_RUN_AS_NODE: '1' });
});

test('with the prebuilt addon no other is named, not even one that was inherited', () => {
  const { runtime } = recordedRuntime();
  const inherited = { TRADEWIND_SQLITE_BINDING: '/elsewhere.node' };
  expect(electronEnvironment({ ...runtime, sqliteBinding: null }, inherited)).toEqual({});
});
