import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../../src/main/log/logger';
import { ProfileKeeper } from '../../../src/main/maintenance/profile-keeper';
import type { ProfileCare } from '../../../src/main/services/application';
import { ProfileMarks } from '../../../src/main/storage/profile-marks';
import type { Storage } from '../../../src/main/storage/storage';
import { answerTask } from '../../../src/workers/maintenance/answer-task';
import { type FakeMaintenance, fakeMaintenance } from '../../fakes/maintenance-adapter';
import { ManualClock } from '../operations/manual-clock';
import { ProfileOnDisk } from '../storage/profile-on-disk';
import { nativeBinding } from '../storage/temporary-storage';

const HOUR = 3_600_000;

interface Kept {
  readonly profile: ProfileOnDisk;
  readonly storage: Storage;
  readonly keeper: ProfileKeeper;
  readonly clock: ManualClock;
  readonly adapter: FakeMaintenance;
}

/** A profile with a history that is open and looked after. */
function kept(profile = new ProfileOnDisk(), prepare: (profile: ProfileOnDisk) => void = () => {}): Kept {
  if (profile.files().length === 0) profile.addOperations(0, 2);
  prepare(profile);
  const storage = profile.open();
  const adapter = fakeMaintenance((task) => answerTask(task, nativeBinding));
  const clock = new ManualClock();
  const folder = (name: string): string => join(profile.folder, name);
  const keeper = new ProfileKeeper({
    folders: {
      profile: profile.folder,
      database: profile.database,
      artifacts: folder('artifacts'),
      checkpoints: folder('checkpoints'),
      marketData: folder('market-data'),
    },
    storage,
    clock,
    log: silentLogger,
    adapter,
    driven: () => [],
  });
  onTestFinished(async () => {
    await keeper.close();
    storage.close();
  });
  return { profile, storage, keeper, clock, adapter };
}

const kinds = (keeper: ProfileKeeper) => keeper.notices().map(({ kind }) => kind);
const backups = (profile: ProfileOnDisk) => readdirSync(profile.backups).length;

it('keeps what the two faces ask of it', async () => {
  const { keeper } = kept();
  const care: ProfileCare = keeper;
  expect((await care.backup()).verified).toBe(true);
  expect(await care.check()).toMatchObject({
    ok: true,
    problems: [],
    operations: 2,
    backupAt: '2026-11-23T10:15:00.000Z',
  });
});

it('makes the first backup when it starts, and the next a day later', async () => {
  const { profile, keeper, clock, adapter } = kept();
  await keeper.start();
  expect(adapter.tasks).toEqual(['quick_check', 'backup']);
  for (let hour = 0; hour < 23; hour += 1) clock.advance(HOUR);
  await keeper.check();
  expect(backups(profile)).toBe(1);
  clock.advance(HOUR);
  await expect.poll(() => backups(profile)).toBe(2);
  expect(keeper.notices()).toEqual([]);
});

it('leaves a database alone that was backed up today', async () => {
  const { keeper, adapter, clock } = kept();
  await keeper.backup();
  clock.advance(HOUR);
  await keeper.start();
  expect(adapter.tasks).toEqual(['backup']);
});

it('makes one backup, not many, after the clock was set back', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 1);
  await profile.backUp('2031-01-01T00:00:00.000Z');
  const { keeper, clock } = kept(profile);
  await keeper.start();
  expect(backups(profile)).toBe(2);
  for (let hour = 0; hour < 5; hour += 1) clock.advance(HOUR);
  await keeper.check();
  expect(backups(profile)).toBe(2);
});

it('checks and backs up after a session that was killed, and says so', async () => {
  const { profile, storage, keeper, adapter } = kept(new ProfileOnDisk(), (made) =>
    new ProfileMarks(made.database).markOpen(),
  );
  await keeper.backup();
  await keeper.start();
  expect(adapter.tasks).toEqual(['backup', 'quick_check', 'backup']);
  expect(keeper.notices()).toMatchObject([{ kind: 'unclean_exit', message: expect.stringContaining('is whole') }]);
  await keeper.close();
  storage.close();
  expect(new ProfileMarks(profile.database).isOpen).toBe(false);
});

it('tells of damage it finds, keeps the good backups, and has it restored at the next launch', async () => {
  const { profile, storage, keeper } = kept();
  await keeper.backup();
  const [good] = readdirSync(profile.backups);
  const heard: number[] = [];
  keeper.onNotice(() => heard.push(keeper.notices().length));
  storage.statement('checkpoint', 'PRAGMA wal_checkpoint(TRUNCATE)').all();
  profile.breakPageOf('metrics');
  expect(await keeper.repair()).toEqual([
    expect.stringMatching(/damaged.*restored from its newest backup when Tradewind is started/),
  ]);
  expect(kinds(keeper)).toEqual(['damage_found']);
  expect(heard.length).toBeGreaterThan(0);
  expect(readdirSync(profile.backups)).toEqual([good]);
  await keeper.close();
  storage.close();
  const next = profile.open();
  expect(next.opening.restored).not.toBeNull();
  next.close();
});

it('tells of a backup that failed, once, and takes it back when one succeeds', async () => {
  const { profile, keeper, clock } = kept();
  writeFileSync(profile.backups, 'a file in its place');
  await keeper.start();
  expect(keeper.notices()).toMatchObject([
    { kind: 'backup_failed', message: expect.stringMatching(/There is no backup yet.*within the hour/) },
  ]);
  clock.advance(HOUR);
  await keeper.check();
  expect(kinds(keeper)).toEqual(['backup_failed']);
  rmSync(profile.backups);
  clock.advance(HOUR);
  await expect.poll(() => kinds(keeper)).toEqual([]);
  expect(backups(profile)).toBe(1);
});

it('keeps a notice until it is dismissed, over launches', async () => {
  const { profile, storage, keeper } = kept();
  keeper.tell('checkpoint_fallback', 'An older checkpoint was used.');
  await keeper.close();
  storage.close();
  const next = kept(profile, () => {});
  const [notice] = next.keeper.notices();
  expect(notice).toMatchObject({ kind: 'checkpoint_fallback', message: 'An older checkpoint was used.' });
  next.keeper.dismissNotice(notice?.id ?? '');
  expect(next.keeper.notices()).toEqual([]);
});

it('still tells what the database can no longer store', () => {
  const { storage, keeper } = kept();
  storage.statement('limit', 'PRAGMA max_page_count = 1').get();
  keeper.tell('damage_found', 'x'.repeat(100_000));
  expect(kinds(keeper)).toEqual(['damage_found']);
  keeper.dismissNotice(keeper.notices()[0]?.id ?? '');
  expect(keeper.notices()).toEqual([]);
});

it('ends what it is doing when it is closed, and does nothing afterwards', async () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 1);
  const storage = profile.open();
  onTestFinished(() => storage.close());
  const adapter = fakeMaintenance(() => new Promise(() => {}));
  const { folder, database } = profile;
  const clock = new ManualClock();
  const keeper = new ProfileKeeper({
    folders: { profile: folder, database, artifacts: folder, checkpoints: folder, marketData: folder },
    storage,
    clock,
    log: silentLogger,
    adapter,
    driven: () => [],
  });
  const started = keeper.start();
  const checking = keeper.check();
  await expect.poll(() => adapter.tasks).toEqual(['quick_check']);
  const closed = keeper.close();
  await expect(checking).rejects.toThrow('Tradewind is closing');
  await Promise.all([started, closed]);
  clock.advance(30 * 24 * HOUR);
  expect(adapter.tasks).toEqual(['quick_check']);
  expect(keeper.notices()).toEqual([]);
});
