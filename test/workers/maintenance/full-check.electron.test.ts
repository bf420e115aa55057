import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { answerTask } from '../../../src/workers/maintenance/answer-task';
import { addOperation, operationsOf, ProfileOnDisk } from '../../main/storage/profile-on-disk';
import { nativeBinding } from '../../main/storage/temporary-storage';

async function check(profile: ProfileOnDisk, driven: string[] = []) {
  const ownedFolders = ['artifacts', 'checkpoints', 'market-data'].map((name) => join(profile.folder, name));
  const task = { kind: 'full_check', database: profile.database, profile: profile.folder, ownedFolders, driven };
  const reply = await answerTask(task, nativeBinding);
  if (reply.kind !== 'done' || reply.answer.kind !== 'full_check') throw new Error(JSON.stringify(reply));
  return reply.answer;
}

/** One operation with a model, a checkpoint and a dataset. */
function profileWithFiles() {
  const profile = new ProfileOnDisk();
  const [id = ''] = profile.addOperations(0, 1);
  const put = (folder: string, name: string): { path: string; sha256: string } => {
    mkdirSync(join(profile.folder, folder), { recursive: true });
    writeFileSync(join(profile.folder, folder, name), name);
    return { path: `${folder}/${name}`, sha256: createHash('sha256').update(name).digest('hex') };
  };
  const [model, checkpoint, dataset] = [
    put('artifacts', 'a.model'),
    put('checkpoints', 'c.checkpoint'),
    put('market-data', 'd.parquet'),
  ];
  profile.with((_, storage) => {
    storage
      .statement(
        'artifact',
        "INSERT INTO artifacts (operation_id, role, path, sha256, bytes) VALUES (:id, 'model', :path, :sha256, 7)",
      )
      .run({ id, ...model });
    storage
      .statement(
        'checkpoint',
        `INSERT INTO checkpoints (operation_id, number, attempt, cause, created_at, units, next_metric_seq, percentage, path, sha256, bytes)
         VALUES (:id, 1, 1, 'periodic', '2026-11-23T10:15:00.000Z', 1, 0, 10, :path, :sha256, 12)`,
      )
      .run({ id, ...checkpoint });
    storage
      .statement(
        'dataset',
        `INSERT INTO datasets (fingerprint, symbol, timeframe, bars, start_time, end_time, imported_at, source, path)
         VALUES (:sha256, 'SPX', '1d', 1, 'a', 'b', 'c', 'csv', :path)`,
      )
      .run(dataset);
  });
  return { profile, id };
}

it('finds nothing wrong with a profile that is in order', async () => {
  const { profile } = profileWithFiles();
  expect(await check(profile)).toEqual({ kind: 'full_check', problems: [], operations: 1, files: 3 });
});

it('finds missing, damaged and ownerless files, and says whose they are', async () => {
  const { profile, id } = profileWithFiles();
  rmSync(join(profile.folder, 'market-data/d.parquet'));
  writeFileSync(join(profile.folder, 'checkpoints/c.checkpoint'), 'other');
  writeFileSync(join(profile.folder, 'artifacts/nobody.equity'), 'x');
  writeFileSync(join(profile.folder, 'artifacts/being-written.tmp'), 'x');
  const { problems } = await check(profile);
  expect(problems.map(({ kind, where }) => [kind, where]).sort()).toEqual([
    ['damaged_file', 'checkpoints/c.checkpoint'],
    ['missing_file', 'market-data/d.parquet'],
    ['ownerless_file', 'artifacts/nobody.equity'],
  ]);
  expect(problems.find(({ kind }) => kind === 'damaged_file')?.message).toContain(id);
});

it('takes a file that waits to be deleted for owned', async () => {
  const { profile } = profileWithFiles();
  writeFileSync(join(profile.folder, 'artifacts/old.model'), 'x');
  profile.with((_, storage) =>
    storage
      .statement('discard', "INSERT INTO discarded_files (path, discarded_at) VALUES ('artifacts/old.model', 'a')")
      .run(),
  );
  expect((await check(profile)).problems).toEqual([]);
});

it('finds rows that claim to run while nobody works on them', async () => {
  const profile = new ProfileOnDisk();
  const storage = profile.open();
  const operations = operationsOf(storage);
  addOperation(operations, 0);
  const { operationId, metadata } = operations.get(addOperation(operations, 1));
  const running = operations.create({
    type: 'dummy',
    metadata,
    request: { type: 'dummy', steps: 3, seconds: 1, failAt: null, ignoreCancel: false },
  });
  operations.start(running.operationId);
  operations.close();
  storage.close();
  expect(operationId).not.toBe(running.operationId);
  expect((await check(profile)).problems).toMatchObject([
    { kind: 'stuck_operation', where: running.operationId, repairable: true },
  ]);
  expect((await check(profile, [running.operationId])).problems).toEqual([]);
});

it('tells of a damaged, a missing and an unreadable database as problems', async () => {
  const { profile } = profileWithFiles();
  profile.breakPageOf('metrics');
  rmSync(join(profile.folder, 'artifacts/a.model'));
  const damaged = await check(profile);
  expect(damaged).toMatchObject({ operations: 1, files: 3 });
  expect(new Set(damaged.problems.map(({ kind }) => kind))).toEqual(new Set(['database', 'missing_file']));
  profile.damage((content) => content.fill(0));
  expect((await check(profile)).problems).toMatchObject([{ kind: 'database', where: 'tradewind.db' }]);
  rmSync(profile.database);
  expect((await check(profile)).problems).toMatchObject([
    { kind: 'database', message: expect.stringContaining('no database') },
  ]);
});

it('finds rows that point nowhere', async () => {
  const { profile } = profileWithFiles();
  const database = profile.native();
  database.pragma('foreign_keys = OFF');
  database.exec("UPDATE attempts SET operation_id = 'op_dummy_20261123_101500_99999999'");
  database.close();
  expect((await check(profile)).problems).toMatchObject([
    { kind: 'database', message: expect.stringContaining('1 rows of attempts that point to operations point nowhere') },
  ]);
});

it('refuses a task it does not know', async () => {
  expect(await answerTask({ kind: 'vacuum' }, nativeBinding)).toMatchObject({
    kind: 'refused',
    failure: { code: 'internal' },
  });
});
