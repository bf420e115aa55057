import type { Database } from 'better-sqlite3';
import { FailureError, failure } from '../../contract/failure';
import type { Migration } from './migration';
import { initialSchema } from './migrations/0001-initial-schema';
import { resumeAndFamilies } from './migrations/0002-resume-and-families';

export const MIGRATIONS: readonly Migration[] = [initialSchema, resumeAndFamilies];

export const LATEST_VERSION = MIGRATIONS.length;

/**
 * Brings the schema to `target`, each step in a transaction of its own, so that a crash leaves whole steps.
 * @throws FailureError `profile_unusable` when a newer Tradewind made the database or another program did
 */
export function migrate(database: Database, path: string, target: number = LATEST_VERSION): void {
  const current = database.pragma('user_version', { simple: true }) as number;
  if (current > LATEST_VERSION) throw new FailureError(newerDatabase(path, current));
  if (current === 0 && hasTables(database)) throw new FailureError(foreignDatabase(path));
  for (const migration of MIGRATIONS.slice(current, target)) {
    database
      .transaction(() => {
        database.exec(migration.sql);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}

const hasTables = (database: Database): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table'").get() !== undefined;

const newerDatabase = (path: string, version: number) =>
  failure(
    'profile_unusable',
    `This profile was written by a newer Tradewind: its database has format ${version}, this version knows formats up to ${LATEST_VERSION}. Update Tradewind, or name another folder with --profile DIR.`,
    { detail: path },
  );

const foreignDatabase = (path: string) =>
  failure(
    'profile_unusable',
    `${path} is a database of another program. Move that file away, or name another folder with --profile DIR.`,
  );
