import type { Database } from 'better-sqlite3';
import { FailureError, failure } from '../../contract/failure';
import type { Migration } from './migration';
import { initialSchema } from './migrations/0001-initial-schema';
import { resumeAndFamilies } from './migrations/0002-resume-and-families';
import { DatabaseDamage } from './sqlite-failure';

export const MIGRATIONS: readonly Migration[] = [initialSchema, resumeAndFamilies];

export const LATEST_VERSION = MIGRATIONS.length;

/** No Tradewind is so much newer than this one: such a number is a damaged one. */
const BELIEVABLE_LEAD = 1_000;

/**
 * Brings the schema to `target`, each step in a transaction of its own, so that a crash leaves whole steps.
 * @throws FailureError `profile_unusable` when a newer Tradewind made the database or another program did;
 *   DatabaseDamage when its format is none that there could be
 */
export function migrate(database: Database, path: string, target: number = LATEST_VERSION): void {
  const current = database.pragma('user_version', { simple: true }) as number;
  if (current < 0 || current > LATEST_VERSION + BELIEVABLE_LEAD) {
    throw new DatabaseDamage(`was damaged (it claims to have format ${current})`);
  }
  if (current > LATEST_VERSION) throw new FailureError(newerDatabase(path, current));
  if (current === 0 && hasTable(database, '%')) {
    if (hasTable(database, 'operation_details')) throw new DatabaseDamage('was damaged (it claims to have no format)');
    throw new FailureError(foreignDatabase(path));
  }
  for (const migration of MIGRATIONS.slice(current, target)) {
    database
      .transaction(() => {
        database.exec(migration.sql);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}

const hasTable = (database: Database, like: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name LIKE ?").get(like) !== undefined;

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
