import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LATEST_VERSION, MIGRATIONS, migrate } from '../../../src/main/storage/migrate';
import { nativeBinding } from './temporary-storage';

function emptyDatabase() {
  const database = new Database(':memory:', nativeBinding === undefined ? {} : { nativeBinding });
  onTestFinished(() => void database.close());
  return database;
}

describe('migrations', () => {
  it('are numbered from 1 without holes', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('do nothing to a database that is up to date', () => {
    const database = emptyDatabase();
    migrate(database, 'here');
    const schema = () => database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    const before = schema();
    migrate(database, 'here');
    expect(schema()).toEqual(before);
    expect(database.pragma('user_version', { simple: true })).toBe(LATEST_VERSION);
  });

  it('leave an error of a step with the version before it', () => {
    const database = emptyDatabase();
    database.pragma('user_version = 0');
    database.exec('CREATE TEMP TABLE operations (id INTEGER)');
    database.exec('CREATE VIEW settings AS SELECT 1 AS key');
    expect(() => migrate(database, 'here')).toThrow();
    expect(database.pragma('user_version', { simple: true })).toBe(0);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).toEqual([]);
  });
});
