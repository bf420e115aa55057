import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { backupsAmong, type NamedBackup } from '../../contract/backup-name';
import { asidePath, moveAside } from './database-files';
import { migrate } from './migrate';
import { NoticesStore } from './notices-store';
import { isDamage } from './sqlite-failure';
import { Storage } from './storage';
import type { Restored } from './storage-opening';
import { syncFile, syncFolder } from './sync-folder';

export interface RestoreOptions {
  /** The database that cannot be used. */
  readonly path: string;
  readonly nativeBinding: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const READ_AT_ONCE = 1 << 20;

export const backupsFolderOf = (database: string): string => join(dirname(database), 'backups');

/** The backups of a database by their names, newest first. */
export function backupsOf(database: string): NamedBackup[] {
  try {
    return backupsAmong(readdirSync(backupsFolderOf(database)));
  } catch {
    return [];
  }
}

/**
 * Puts the newest backup that is whole in the place of a database that cannot be used, which is moved aside. Null, and
 * nothing touched, when there is none. `fill` may bring more into the copy before it takes the place.
 */
export function restoreNewestBackup(
  options: RestoreOptions,
  what: string,
  fill: (copy: Database.Database) => void = () => {},
): Restored | null {
  const { path, now } = options;
  const copy = `${path}.restoring.tmp`;
  const removeCopy = (): void => {
    for (const ending of ['', '-journal']) rmSync(copy + ending, { force: true });
  };
  // A journal that an interrupted restore left would be played into the copy.
  removeCopy();
  try {
    for (const backup of backupsOf(path)) {
      const aside = asidePath(path, now);
      if (
        !prepareCopy(options, backup, copy, (database) => [
          fill(database),
          addNotice(database, options, what, backup, aside),
        ])
      ) {
        continue;
      }
      return { backupAt: backup.createdAt, kept: replaceDatabase(path, copy, aside) };
    }
    return null;
  } finally {
    removeCopy();
  }
}

/** Moves what is in the place of the database aside and puts `ready`, a whole and closed database, there. */
export function replaceDatabase(path: string, ready: string, aside: string): string[] {
  syncFile(ready);
  const kept = moveAside(path, aside);
  renameSync(ready, path);
  syncFolder(dirname(path));
  return kept;
}

/** False when the backup is not whole any more. */
function prepareCopy(
  { nativeBinding, path }: RestoreOptions,
  backup: NamedBackup,
  copy: string,
  fill: (database: Database.Database) => void,
): boolean {
  const source = join(backupsFolderOf(path), backup.name);
  copyFileSync(source, copy);
  if (!sha256Of(copy).startsWith(backup.digest)) return false;
  const database = new Database(copy, nativeBinding === undefined ? {} : { nativeBinding });
  try {
    if (problemsOf(database).length > 0) return false;
    migrate(database, source);
    // Their files may have come to belong to what is newer than the backup.
    database.exec('DELETE FROM discarded_files');
    fill(database);
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database.close();
  }
}

/** What SQLite finds wrong with the structure of a database; empty: nothing. */
export function problemsOf(database: Database.Database): string[] {
  const found = database.prepare<[], string>('PRAGMA quick_check').pluck().all();
  return found.length === 1 && found[0] === 'ok' ? [] : found;
}

function addNotice(
  database: Database.Database,
  { path, now }: RestoreOptions,
  what: string,
  backup: NamedBackup,
  aside: string,
): void {
  const message = [
    `The database ${what}, so Tradewind restored its backup of ${spoken(backup.createdAt)}.`,
    'What was done after that moment may be missing from the history; the files it made are kept.',
    `What was in the place of the database is kept as ${basename(aside)} in ${dirname(path)}:`,
    '`tradewind profile repair` tries to bring back what can still be read in it.',
  ].join(' ');
  const storage = new Storage(database, path);
  new NoticesStore(storage).add('restored_from_backup', new Date(now).toISOString(), message);
}

/** `2026-11-23 10:15 UTC` */
export const spoken = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;

function sha256Of(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(READ_AT_ONCE);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const read = readSync(file, piece);
      if (read === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}
