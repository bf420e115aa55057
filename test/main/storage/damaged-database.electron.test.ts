import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NoticesStore } from '../../../src/main/storage/notices-store';
import { ownerlessFilesOf } from '../../../src/main/storage/ownerless-files';
import { ProfileMarks } from '../../../src/main/storage/profile-marks';
import { failureOfCall } from './failure-of-call';
import { FIRST_BACKUP, ProfileOnDisk } from './profile-on-disk';

const LAUNCH = Date.UTC(2026, 10, 24);
const KEPT = 'tradewind.damaged-20261124T000000Z.db';

const DAMAGES: readonly (readonly [string, (profile: ProfileOnDisk) => void])[] = [
  ['filled with a text', (profile) => writeFileSync(profile.database, 'not a database at all, '.repeat(900))],
  ['filled with zeros', (profile) => profile.damage((content) => content.fill(0))],
  ['cut in half', (profile) => profile.damage((content) => content.subarray(0, content.length / 2))],
  ['cut within its header', (profile) => truncateSync(profile.database, 50)],
  ['cut to nothing', (profile) => truncateSync(profile.database, 0)],
  ['damaged in its schema', (profile) => profile.damage((content) => content.fill(0xff, 100, 4_096))],
  ['damaged in the number of its format', (profile) => profile.setVersion(16_777_218)],
  ['without the number of its format', (profile) => profile.setVersion(0)],
  ['damaged in the words of its schema', (profile) => profile.replaceText("prefix = '2 3'", "prefix = '2 x'")],
  ['damaged in the name of a column', (profile) => profile.replaceText('failure_phase TEXT', 'failure_phasf TEXT')],
  ['damaged where launch reads', (profile) => profile.breakPageOf('operations')],
  ['damaged in its settings', (profile) => profile.breakPageOf('settings')],
];

describe.each(DAMAGES)('a database that is %s', (_, damage) => {
  it('gives way to its newest backup, is kept, and the person is told', async () => {
    const profile = new ProfileOnDisk();
    const ids = profile.addOperations(0, 3);
    await profile.backUp();
    profile.addOperations(3, 4);
    damage(profile);
    const damaged = readFileSync(profile.database);

    const storage = profile.open(LAUNCH);
    expect(storage.opening).toEqual({
      uncleanExit: false,
      restored: { backupAt: FIRST_BACKUP, kept: [join(profile.folder, KEPT)] },
    });
    const [notice, ...more] = new NoticesStore(storage).list();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'restored_from_backup', at: new Date(LAUNCH).toISOString() });
    for (const part of ['2026-11-23 10:15 UTC', 'may be missing', KEPT, 'tradewind profile repair']) {
      expect(notice?.message).toContain(part);
    }
    storage.close();
    expect(profile.operationIds()).toEqual(ids);
    expect(readFileSync(join(profile.folder, KEPT)).equals(damaged)).toBe(true);
  });

  it('is refused in words and left alone when there is no backup', () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 3);
    mkdirSync(join(profile.folder, 'artifacts'));
    writeFileSync(join(profile.folder, 'artifacts', 'a.model'), 'x');
    damage(profile);
    const damaged = readFileSync(profile.database);
    const failure = failureOfCall(() => profile.open());
    expect(failure.code).toBe('profile_unusable');
    expect(failure.message).toMatch(/nothing was touched.*tradewind profile repair.*--profile/);
    expect(readFileSync(profile.database).equals(damaged)).toBe(true);
    expect(profile.files().filter((name) => name.includes('damaged') || name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('restoring', () => {
  it('passes over a backup that is no longer what was written', async () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 2);
    await profile.backUp();
    profile.addOperations(2, 3);
    const { name } = await profile.backUp('2026-11-23T12:00:00.000Z');
    const newest = join(profile.backups, name);
    // One bit of a text, which no check of SQLite's could see.
    profile.damage((content) => {
      const place = content.indexOf('It went wrong');
      content[place] = (content[place] ?? 0) ^ 1;
      return content;
    }, newest);
    truncateSync(profile.database, 5_000);
    const storage = profile.open();
    expect(storage.opening.restored?.backupAt).toBe(FIRST_BACKUP);
    storage.close();
    expect(existsSync(newest)).toBe(true);
  });

  it('takes the newest by number, also when the clock was set back in between', async () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 1);
    await profile.backUp('2031-01-01T00:00:00.000Z');
    profile.addOperations(1, 2);
    await profile.backUp(FIRST_BACKUP);
    rmSync(profile.database);
    const storage = profile.open();
    expect(storage.opening.restored?.backupAt).toBe(FIRST_BACKUP);
    storage.close();
    expect(profile.operationIds()).toHaveLength(2);
  });

  it('moves the log of the damaged database aside with it', async () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 2);
    await profile.backUp();
    const writer = profile.native();
    writer.exec("INSERT INTO settings VALUES ('late', '1')");
    const log = readFileSync(`${profile.database}-wal`);
    const content = readFileSync(profile.database);
    writer.close();
    writeFileSync(profile.database, content.fill(0, 0, 4_096));
    writeFileSync(`${profile.database}-wal`, log.fill(0, 0, 32));
    const storage = profile.open(LAUNCH);
    expect(storage.opening.restored?.kept[0]).toBe(join(profile.folder, KEPT));
    expect(storage.statement('late', "SELECT * FROM settings WHERE key = 'late'").all()).toEqual([]);
    storage.close();
  });

  it('starts over when it was interrupted between moving the damaged file and putting the backup there', async () => {
    const profile = new ProfileOnDisk();
    const ids = profile.addOperations(0, 2);
    await profile.backUp();
    rmSync(profile.database);
    writeFileSync(`${profile.database}.new.tmp`, 'half a copy');
    writeFileSync(`${profile.database}.new.tmp-journal`, 'a journal of it');
    expect(profile.operationIds()).toEqual(ids);
    expect(profile.files().filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('forgets which files were to be deleted, and keeps those of operations it does not know', async () => {
    const profile = new ProfileOnDisk();
    profile.with((_, storage) =>
      storage
        .statement('discard', "INSERT INTO discarded_files (path, discarded_at) VALUES ('artifacts/a.model', 'then')")
        .run(),
    );
    await profile.backUp();
    const before = join(profile.folder, 'before.checkpoint');
    writeFileSync(before, 'x');
    truncateSync(profile.database, 5_000);
    const storage = profile.open(Date.now() + 60_000);
    expect(storage.statement('discarded', 'SELECT * FROM discarded_files').all()).toEqual([]);
    expect(ownerlessFilesOf(storage).mayRemove(before)).toBe(false);
    const notices = new NoticesStore(storage);
    for (const { id } of notices.list()) notices.dismiss(id, 'now');
    storage.close();
    const later = profile.open();
    expect(ownerlessFilesOf(later).mayRemove(before)).toBe(false);
    later.close();
  });

  it('lets ownerless files go in a profile that was never restored', () => {
    const profile = new ProfileOnDisk();
    profile.with((_, storage) => {
      writeFileSync(join(profile.folder, 'old.checkpoint'), 'x');
      expect(ownerlessFilesOf(storage).mayRemove(join(profile.folder, 'old.checkpoint'))).toBe(true);
    });
  });
});

describe('damage that shows only while the database is used', () => {
  it('is a clear failure, and the next launch restores the backup', async () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 3);
    await profile.backUp();
    profile.breakPageOf('metrics');
    const storage = profile.open();
    let told = 0;
    storage.onDamage(() => {
      told += 1;
    });
    const read = storage.statement('read metrics', 'SELECT count(data) AS count FROM metrics');
    for (let time = 0; time < 2; time += 1) {
      const failure = failureOfCall(() => read.all());
      expect(failure).toMatchObject({
        code: 'storage_failed',
        message: expect.stringMatching(/damaged.*start it again.*restores the newest backup/),
      });
    }
    expect(told).toBe(1);
    storage.close();
    const next = profile.open();
    expect(next.opening.restored?.backupAt).toBe(FIRST_BACKUP);
    expect(next.statement('count', 'SELECT count(data) AS count FROM metrics').get()).toEqual({ count: 120 });
    next.close();
  });

  it('that was a false alarm costs one look at the whole database and nothing else', () => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 1);
    const marks = new ProfileMarks(profile.database);
    marks.markDamaged('somebody thought so');
    const storage = profile.open();
    expect(storage.opening.restored).toBeNull();
    expect(marks.isDamaged).toBe(false);
    storage.close();
  });
});

describe('how a session ended', () => {
  it('is known to those after it until one of them has checked the database', () => {
    const profile = new ProfileOnDisk();
    const killed = profile.open();
    expect(killed.opening.uncleanExit).toBe(false);
    const command = profile.open();
    expect(command.opening.uncleanExit).toBe(true);
    command.close();
    const window = profile.open();
    expect(window.opening.uncleanExit).toBe(true);
    window.settleUncleanExit();
    window.close();
    const last = profile.open();
    expect(last.opening.uncleanExit).toBe(false);
    last.close();
    killed.close();
    expect(readdirSync(profile.folder)).toEqual(['tradewind.db']);
  });
});

describe('a database that may only be read', () => {
  /** Does something without the rights of an administrator, whom no permission stops. */
  function asNobody<T>(work: () => T): T {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      return work();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }

  it.each([
    ['file', 0o444, 0o777],
    ['folder', 0o666, 0o555],
    ['file in such a folder', 0o444, 0o555],
  ])('because of its %s is refused, saying so', (_, file, folder) => {
    const profile = new ProfileOnDisk();
    profile.addOperations(0, 1);
    chmodSync(profile.database, file);
    chmodSync(profile.folder, folder);
    onTestFinished(() => chmodSync(profile.folder, 0o755));
    const failure = asNobody(() => failureOfCall(() => profile.open()));
    expect(failure).toMatchObject({
      code: 'storage_read_only',
      message: expect.stringMatching(/can be read but not written.*--profile/),
    });
    chmodSync(profile.folder, 0o755);
    chmodSync(profile.database, 0o644);
    expect(profile.operationIds()).toHaveLength(1);
  });
});
