import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from 'vite';
import { expect, it, onTestFinished } from 'vitest';
import { backupsAmong } from '../../../src/contract/backup-name';
import { answerTask } from '../../../src/workers/maintenance/answer-task';
import { FIRST_BACKUP, ProfileOnDisk } from '../../main/storage/profile-on-disk';
import { nativeBinding } from '../../main/storage/temporary-storage';

const options = nativeBinding === undefined ? {} : { nativeBinding };

it('holds what was committed, also while the app writes, and stands alone', async () => {
  const profile = new ProfileOnDisk();
  const ids = profile.addOperations(0, 3);
  const storage = profile.open();
  storage.statement('late', "INSERT INTO settings VALUES ('late', '1')").run();
  const backup = await profile.backUp();
  storage.close();
  expect(backup).toMatchObject({ createdAt: FIRST_BACKUP, verified: true });
  expect(readdirSync(profile.backups)).toEqual([backup.name]);
  const copy = new Database(join(profile.backups, backup.name), { readonly: true, ...options });
  expect(copy.prepare('SELECT operation_id FROM operations ORDER BY 1').pluck().all()).toEqual(ids);
  expect(copy.prepare("SELECT value FROM settings WHERE key = 'late'").pluck().get()).toBe('1');
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
  copy.close();
});

it('counts up, keeps the newest three by their numbers, and clears what a killed one left', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 1);
  mkdirSync(profile.backups);
  writeFileSync(join(profile.backups, 'abc.tmp'), 'half');
  writeFileSync(join(profile.backups, 'abc.tmp-journal'), 'half');
  for (const year of ['2026', '2031', '2025', '2027']) await profile.backUp(`${year}-11-23T10:15:00.000Z`);
  const names = readdirSync(profile.backups);
  expect(names).toHaveLength(3);
  expect(backupsAmong(names).map(({ number, createdAt }) => [number, createdAt.slice(0, 4)])).toEqual([
    [4, '2027'],
    [3, '2025'],
    [2, '2031'],
  ]);
});

it('of a damaged database is not kept, and those before stay', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 3);
  const { name } = await profile.backUp();
  profile.breakPageOf('metrics');
  await expect(profile.backUp()).rejects.toMatchObject({ failure: { code: 'storage_failed' } });
  expect(readdirSync(profile.backups)).toEqual([name]);
});

it('says so when the folder cannot be made', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 1);
  writeFileSync(profile.backups, 'a file in its place');
  const task = { kind: 'backup', database: profile.database, folder: profile.backups, at: FIRST_BACKUP };
  expect(await answerTask(task, nativeBinding)).toMatchObject({
    kind: 'refused',
    failure: { code: 'storage_failed', message: expect.stringContaining('could not be read or copied') },
  });
});

it('never leaves half a backup under its name when the process is killed in the middle of it', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 2);
  profile.with((_, storage) => {
    const insert = storage.statement('fill', 'INSERT INTO settings VALUES (:key, :value)');
    storage.inTransaction('fill', () => {
      for (let row = 0; row < 400; row += 1) insert.run({ key: `k${row}`, value: 'x'.repeat(50_000) });
    });
  });
  const { name } = await profile.backUp();
  const entry = await bundledEntry();
  let killed = 0;
  for (const delay of [0, 5, 20, 60]) {
    const child = fork(entry, [], { serialization: 'advanced', stdio: 'ignore' });
    child.send({ kind: 'backup', database: profile.database, folder: profile.backups, at: FIRST_BACKUP });
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!readdirSync(profile.backups).some((file) => file.endsWith('.tmp'))) return;
        clearInterval(look);
        setTimeout(resolve, delay);
      }, 1);
      child.once('exit', () => [clearInterval(look), resolve()]);
    });
    const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    if (child.kill('SIGKILL')) killed += 1;
    await gone;
    for (const { name: kept } of backupsAmong(readdirSync(profile.backups))) {
      const copy = new Database(join(profile.backups, kept), { readonly: true, ...options });
      expect(copy.pragma('quick_check', { simple: true })).toBe('ok');
      copy.close();
    }
  }
  expect(killed).toBeGreaterThan(0);
  await profile.backUp();
  expect(readdirSync(profile.backups).filter((file) => file.includes('.tmp'))).toEqual([]);
  expect(existsSync(join(profile.backups, name)) || backupsAmong(readdirSync(profile.backups)).length === 3).toBe(true);
  expect(profile.operationIds()).toHaveLength(2);
}, 60_000);

/** The task's process for plain Node. Inside the repository, where the SQLite package is found from. */
async function bundledEntry(): Promise<string> {
  const parent = join(import.meta.dirname, '../../../test-artifacts');
  mkdirSync(parent, { recursive: true });
  const outDir = await mkdtemp(join(parent, 'maintenance-'));
  onTestFinished(() => rm(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(import.meta.dirname, 'child-process-maintenance.ts'),
      outDir,
      target: 'node20.18',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'maintenance.mjs' } },
    },
  });
  return join(outDir, 'maintenance.mjs');
}
