import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { MaintenanceAnswer, MaintenanceTask } from '../../contract/maintenance-protocol';
import type { ProfileProblem } from '../../contract/profile-care';
import { isDamage, type NativeBinding, openReadOnly, problemsFound } from './open-database';
import { absolutePath, filesIn, ownedFiles, ownedPaths, ownerless, problemOf } from './owned-files';

type FullCheck = Extract<MaintenanceTask, { kind: 'full_check' }>;
type FullCheckAnswer = Extract<MaintenanceAnswer, { kind: 'full_check' }>;

const REPAIR = 'Close Tradewind and run `tradewind profile repair`.';

/**
 * Reads the whole database and every file its rows point to. A part that cannot be read is a problem in the answer; the
 * rest is still looked at.
 */
export async function fullCheck(task: FullCheck, nativeBinding: NativeBinding): Promise<FullCheckAnswer> {
  const problems: ProfileProblem[] = [];
  let operations = 0;
  let files = 0;
  /** Damage that stops one look does not stop the next. */
  const look = async (work: () => void | Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      if (!problems.some(({ kind }) => kind === 'database')) problems.push(databaseProblem(task, error.message));
    }
  };
  if (!existsSync(task.database)) problems.push(missing(task));
  else {
    await look(async () => {
      const database = openReadOnly(task.database, nativeBinding);
      try {
        await look(() => void problems.push(...structure(database, task)));
        await look(() => void problems.push(...references(database, task)));
        await look(() => {
          operations = database.prepare<[], number>('SELECT count(*) FROM operations').pluck().get() ?? 0;
          problems.push(...stuckOperations(database, task));
        });
        await look(async () => {
          files = ownedFiles(database).length;
          problems.push(...(await fileProblems(database, task)));
        });
      } finally {
        database.close();
      }
    });
  }
  return { kind: 'full_check', problems, operations, files };
}

/**
 * Work may go on meanwhile. What is made has its row by the time that owners are looked for, and what was deleted in
 * order has none any more.
 */
async function fileProblems(database: Database, { profile, ownedFolders }: FullCheck): Promise<ProfileProblem[]> {
  const present = await filesIn(ownedFolders);
  const problems: ProfileProblem[] = [];
  for (const file of ownedFiles(database)) {
    const problem = await problemOf(file, profile);
    if (problem !== null) problems.push(problem);
  }
  const owned = ownedPaths(database, profile);
  return [
    ...problems.filter(({ where }) => owned.has(absolutePath(profile, where))),
    ...present.filter((path) => !owned.has(path)).map((path) => ownerless(path, profile)),
  ];
}

const databaseProblem = (task: FullCheck, what: string): ProfileProblem => ({
  kind: 'database',
  where: basename(task.database),
  message: `The database is damaged: ${what}. ${REPAIR}`,
  repairable: true,
});

const missing = (task: FullCheck): ProfileProblem => ({
  kind: 'database',
  where: basename(task.database),
  message: 'There is no database in this profile.',
  repairable: false,
});

function structure(database: Database, task: FullCheck): ProfileProblem[] {
  return problemsFound(database, 'integrity_check').map((what) => databaseProblem(task, what));
}

function references(database: Database, task: FullCheck): ProfileProblem[] {
  const tables = database.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
  const counts = new Map<string, number>();
  for (const { table, parent } of tables) {
    const pair = `${table} that point to ${parent}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].map(([pair, count]) => databaseProblem(task, `${count} rows of ${pair} point nowhere`));
}

/** Rows that claim to run while nobody works on them. */
function stuckOperations(database: Database, { driven }: FullCheck): ProfileProblem[] {
  const working = new Set(driven);
  return database
    .prepare<[], { id: string; status: string }>(
      "SELECT operation_id AS id, status FROM operations WHERE status IN ('running', 'resuming')",
    )
    .all()
    .filter(({ id }) => !working.has(id))
    .map(({ id, status }) => ({
      kind: 'stuck_operation',
      where: id,
      message: `The row says ${status}, but nothing works on it. The next start of Tradewind puts it right.`,
      repairable: true,
    }));
}
