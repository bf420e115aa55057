import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { FailureError, failure } from '../../contract/failure';
import { backupsFolderOf, backupsOf, isSameAsWritten, problemsOf, spokenMoment } from './backups';
import { asidePath, damagedAmong, moveAside } from './database-files';
import { migrate } from './migrate';
import { NoticesStore } from './notices-store';
import { ProfileMarks } from './profile-marks';
import { proveHeader } from './prove-header';
import { proveSchema } from './prove-schema';
import { proveWritable } from './prove-writable';
import { withReplacement } from './replace-database';
import { type Salvaged, salvageRows } from './salvage-rows';
import { DatabaseDamage, isDamage, storageErrorOf } from './sqlite-failure';
import { Storage } from './storage';

/** How long another program's lock is waited for. */
const BUSY_TIMEOUT_MS = 2_000;

export interface RepairOptions {
  /** File of the database; nobody may have it open. */
  readonly path: string;
  readonly nativeBinding?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Mends a database that nobody has open, also one that cannot be opened, and says what it did, a sentence each. A damaged
 * one is made anew from every row that can still be read in it, with what is missing taken from the newest backup; the
 * damaged file is kept. One that is whole gets back the operations that only an earlier damaged file still has.
 * Blocks while it works: for a command, not for the window.
 * @throws FailureError when the file is locked, cannot be written, or the disk is full; then nothing was changed
 */
export function repairDatabase(options: RepairOptions): string[] {
  try {
    const wrong = whatIsWrong(options);
    return wrong === null ? bringBackOperations(options) : makeAnew(options, wrong);
  } catch (error) {
    throw storageErrorOf(error, options.path, 'opening');
  }
}

/** Null: the database is whole. */
function whatIsWrong(options: RepairOptions): string | null {
  const { path } = options;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new FailureError(
      failure('profile_unusable', `${path} is a folder where the database was expected. Move it away.`),
    );
  }
  if (found === undefined || found.size === 0) return found === undefined ? 'was missing' : 'was empty';
  try {
    proveHeader(path);
    return withDatabase(options, path, (database) => {
      proveWritable(database);
      const [problem] = problemsOf(database);
      if (problem === undefined) {
        migrate(database, path);
        proveSchema(database, options.nativeBinding);
      }
      return problem === undefined ? null : `was damaged (${problem})`;
    });
  } catch (error) {
    if (error instanceof DatabaseDamage) return error.message;
    if (isDamage(error)) return `was damaged (${error.message})`;
    throw error;
  }
}

function makeAnew(options: RepairOptions, wrong: string): string[] {
  const { path, now } = options;
  const said = [`The database ${wrong}.`];
  const aside = asidePath(path, 'salvaged', now);
  withReplacement(path, (replacement, takePlace) => {
    withDatabase(options, replacement, (target) => {
      migrate(target, replacement);
      if (existsSync(path)) said.push(salvagedText('the damaged file', salvageInto(options, target, path, 'all')));
      const backup = newestWholeBackup(options);
      if (backup === null) said.push('There was no backup to take the rest from.');
      else {
        const from = `the backup of ${spokenMoment(backup.createdAt)}`;
        said.push(salvagedText(from, salvageInto(options, target, backup.path, 'all')));
      }
      const [problem] = problemsOf(target);
      if (problem !== undefined) throw new Error(`the new database is not whole: ${problem}`);
      const message = `${said.join(' ')} What was in the place of the database is kept as ${basename(aside)}. Files that no operation points to any more are kept.`;
      new NoticesStore(new Storage(target, path)).add('restored_from_backup', new Date(now).toISOString(), message);
    });
    for (const kept of takePlace(aside)) said.push(`${basename(kept)} keeps what was there before.`);
  });
  new ProfileMarks(path).clearDamaged();
  said.push('Files that no operation points to any more are kept; `tradewind profile check` lists them.');
  return said;
}

function bringBackOperations(options: RepairOptions): string[] {
  const { path, now } = options;
  const said = ['The database is whole.'];
  for (const name of damagedAmong(readdirSync(dirname(path)), path)) {
    const damaged = join(dirname(path), name);
    const salvaged = withDatabase(options, path, (target) => salvageInto(options, target, damaged, 'absent'));
    said.push(salvagedText(name, salvaged));
    if (!gaveSomething(salvaged)) continue;
    const aside = asidePath(path, 'salvaged', now);
    moveAside(damaged, aside);
    said.push(`${name} is kept as ${basename(aside)}.`);
  }
  if (said.length === 1) said.push('There is no damaged file of earlier to bring anything back from.');
  new ProfileMarks(path).clearDamaged();
  return said;
}

/** Null: the file cannot even be opened as a database. */
function salvageInto(
  options: RepairOptions,
  target: Database.Database,
  path: string,
  operations: 'all' | 'absent',
): Salvaged | null {
  try {
    return withDatabase(options, path, (source) => salvageRows({ source, target, operations }));
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

const gaveSomething = (salvaged: Salvaged | null): salvaged is Salvaged =>
  salvaged !== null && (salvaged.rows > 0 || salvaged.unreadable.length === 0);

function salvagedText(from: string, salvaged: Salvaged | null): string {
  if (!gaveSomething(salvaged)) return `Nothing could be read in ${from}.`;
  const parts =
    salvaged.unreadable.length === 0 ? '' : `; parts of ${salvaged.unreadable.join(', ')} could not be read`;
  return `From ${from} came ${salvaged.operations} operations, ${salvaged.rows} rows in all${parts}.`;
}

function newestWholeBackup(options: RepairOptions): { path: string; createdAt: string } | null {
  for (const backup of backupsOf(options.path)) {
    const path = join(backupsFolderOf(options.path), backup.name);
    try {
      if (isSameAsWritten(path, backup) && withDatabase(options, path, problemsOf).length === 0) {
        return { path, createdAt: backup.createdAt };
      }
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  return null;
}

function withDatabase<T>({ nativeBinding }: RepairOptions, path: string, work: (database: Database.Database) => T): T {
  const database = new Database(path, {
    timeout: BUSY_TIMEOUT_MS,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
