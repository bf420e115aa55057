import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LATEST_VERSION } from '../../../src/main/storage/migrate';
import { failureOfCall } from './failure-of-call';
import { nativeBinding, openAt, temporaryFolder } from './temporary-storage';

const options = nativeBinding === undefined ? {} : { nativeBinding };

const refusalOf = (path: string) => failureOfCall(() => openAt(path).close());

describe('opening the database', () => {
  it('creates it in WAL mode with foreign keys and the newest schema', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    const storage = openAt(path);
    const pragma = (name: string) => Object.values(storage.statement<object>(name, `PRAGMA ${name}`).get() ?? {})[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('synchronous')).toBe(1);
    expect(pragma('user_version')).toBe(LATEST_VERSION);
    storage.close();
  });

  it('keeps what was stored when it is opened again', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    const first = openAt(path);
    first.statement('write', "INSERT INTO settings (key, value) VALUES ('a', '1')").run();
    first.close();
    const second = openAt(path);
    expect(second.statement('read', 'SELECT value FROM settings').all()).toEqual([{ value: '1' }]);
    second.close();
  });

  it('refuses a database that a newer version made, and says which', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    openAt(path).close();
    const database = new Database(path, options);
    database.pragma(`user_version = ${LATEST_VERSION + 6}`);
    database.close();
    const failure = refusalOf(path);
    expect(failure.code).toBe('profile_unusable');
    expect(failure.message).toContain(`format ${LATEST_VERSION + 6}`);
    expect(failure.message).toContain('newer Tradewind');
  });

  it('refuses a file that is no database', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    writeFileSync(path, 'this is a text that is long enough to be read as the header of a database file'.repeat(20));
    const failure = refusalOf(path);
    expect(failure.code).toBe('profile_unusable');
    expect(failure.message).toContain('damaged');
    expect(failure.detail).toContain('SQLITE_NOTADB');
  });

  it('refuses a database whose schema is damaged', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    openAt(path).close();
    const database = new Database(path, options);
    database.unsafeMode();
    database.pragma('writable_schema = ON');
    database.exec("UPDATE sqlite_schema SET sql = 'CREATE TABLE nonsense' WHERE name = 'operations'");
    database.close();
    expect(refusalOf(path)).toMatchObject({ code: 'profile_unusable', message: expect.stringContaining('damaged') });
  });

  it('refuses a database of another program', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    const database = new Database(path, options);
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    expect(refusalOf(path).message).toContain('another program');
  });

  it('refuses a folder in place of the file, and a folder that is not there', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tradewind.db'));
    expect(refusalOf(join(folder, 'tradewind.db'))).toMatchObject({ code: 'profile_unusable' });
    const failure = refusalOf(join(folder, 'nowhere', 'tradewind.db'));
    expect(failure).toMatchObject({ code: 'profile_unusable', message: expect.stringContaining('does not exist') });
  });

  it('says so when another program holds the database', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    openAt(path).close();
    const other = new Database(path, options);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(refusalOf(path)).toMatchObject({
      code: 'profile_in_use',
      message: expect.stringContaining('Another program'),
    });
    other.close();
  });
});
