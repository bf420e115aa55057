import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Storage } from '../../../src/main/storage/storage';
import { failureOfCall } from './failure-of-call';
import { nativeBinding, openAt, temporaryFolder, temporaryStorage } from './temporary-storage';

const setting = { key: 'k', value: '1' };
const INSERT = 'INSERT INTO settings (key, value) VALUES (:key, :value)';
const COUNT = 'SELECT count(*) AS count FROM settings';

describe('a transaction', () => {
  it('leaves nothing behind when its work throws', () => {
    const storage = temporaryStorage();
    const insert = storage.statement('insert', INSERT);
    expect(() =>
      storage.inTransaction('try', () => {
        insert.run(setting);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(storage.statement('count', COUNT).get()).toEqual({ count: 0 });
  });

  it('with full sync runs at synchronous=FULL and goes back to NORMAL, also after an error', () => {
    const storage = temporaryStorage();
    // Prepared anew each time: SQLite reads this setting while it prepares the statement.
    const mode = () => storage.statement('mode', 'PRAGMA synchronous').get();
    expect(storage.inFullSync('look', mode)).toEqual({ synchronous: 2 });
    expect(mode()).toEqual({ synchronous: 1 });
    expect(() =>
      storage.inFullSync('fail', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(mode()).toEqual({ synchronous: 1 });
  });

  it('with full sync refuses to be part of another one, which could not be synced', () => {
    const storage = temporaryStorage();
    expect(() => storage.inTransaction('outer', () => storage.inFullSync('inner', () => 1))).toThrow(
      'inner must be a transaction of its own',
    );
  });
});

describe('a statement', () => {
  it('reports writing to a read-only database in plain words', () => {
    const path = join(temporaryFolder(), 'tradewind.db');
    openAt(path).close();
    const native = new Database(path, { readonly: true, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
    const storage = new Storage(native, path);
    const refused = failureOfCall(() => storage.statement('insert', INSERT).run(setting));
    storage.close();
    expect(refused).toMatchObject({
      code: 'storage_read_only',
      message: expect.stringContaining('can be read but not written'),
      detail: expect.stringContaining('SQLITE_READONLY'),
    });
  });

  it('reports a full disk, undoes what it could not finish, and works again when there is room', () => {
    const storage = temporaryStorage();
    const insert = storage.statement('insert', INSERT);
    const count = storage.statement<{ count: number }>('count', COUNT);
    insert.run(setting);
    const limit = (pages: number) => storage.statement('limit', `PRAGMA max_page_count = ${pages}`).get();
    for (const transaction of ['inTransaction', 'inFullSync'] as const) {
      limit(1);
      const failure = failureOfCall(() =>
        storage[transaction]('write', () => {
          insert.run({ key: 'small', value: '1' });
          insert.run({ key: 'big', value: 'x'.repeat(10_000_000) });
        }),
      );
      expect(failure).toMatchObject({ code: 'disk_full', message: expect.stringMatching(/disk .* is full.*safe/) });
      expect(count.get()).toEqual({ count: 1 });
      limit(1_000_000);
      expect(storage[transaction]('write', () => insert.run({ key: 'big', value: 'x'.repeat(100_000) }))).toBe(1);
      storage.statement('delete', "DELETE FROM settings WHERE key = 'big'").run();
    }
  });

  it('leaves a violated rule of the schema as the program error it is', () => {
    const storage = temporaryStorage();
    const insert = storage.statement('insert', INSERT);
    insert.run(setting);
    expect(() => insert.run(setting)).toThrow(Database.SqliteError);
  });

  it('is reported by name when it takes longer than a frame', () => {
    const slow: [string, number][] = [];
    const storage = openAt(join(temporaryFolder(), 'tradewind.db'), (name, took) => slow.push([name, took]));
    storage
      .statement(
        'count far',
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n',
      )
      .get();
    storage.statement('count', COUNT).get();
    storage.close();
    expect(slow.map(([name]) => name)).toContain('count far');
    expect(slow.every(([, took]) => took > 16)).toBe(true);
  });
});
