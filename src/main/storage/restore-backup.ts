import { copyFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { NamedBackup } from '../../contract/backup-name';
import { backupsFolderOf, backupsOf, isSameAsWritten, problemsOf, spokenMoment } from './backups';
import { asidePath } from './database-files';
import { migrate } from './migrate';
import { NoticesStore } from './notices-store';
import { withReplacement } from './replace-database';
import { isDamage } from './sqlite-failure';
import { Storage } from './storage';
import type { Restored } from './storage-opening';

export interface RestoreOptions {
  /** The database that cannot be used. */
  readonly path: string;
  readonly nativeBinding: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Puts the newest backup that is whole in the place of a database that cannot be used, which is moved aside. Null, and
 * nothing touched, when there is none. `what` is wrong, as the end of a sentence: `was damaged`.
 */
export function restoreNewestBackup(options: RestoreOptions, what: string): Restored | null {
  const { path, now } = options;
  const aside = asidePath(path, 'damaged', now);
  return withReplacement(path, (copy, takePlace) => {
    for (const backup of backupsOf(path)) {
      const isReady = prepareCopy(options, backup, copy, (storage) => {
        const message = noticeText(path, what, backup, aside);
        new NoticesStore(storage).add('restored_from_backup', new Date(now).toISOString(), message);
      });
      if (isReady) return { backupAt: backup.createdAt, kept: takePlace(aside) };
    }
    return null;
  });
}

/** False when the backup is not whole any more. */
function prepareCopy(
  { nativeBinding, path }: RestoreOptions,
  backup: NamedBackup,
  copy: string,
  complete: (storage: Storage) => void,
): boolean {
  copyFileSync(join(backupsFolderOf(path), backup.name), copy);
  if (!isSameAsWritten(copy, backup)) return false;
  const database = new Database(copy, nativeBinding === undefined ? {} : { nativeBinding });
  try {
    if (problemsOf(database).length > 0) return false;
    migrate(database, backup.name);
    // Their files may have come to belong to what is newer than the backup.
    database.exec('DELETE FROM discarded_files');
    complete(new Storage(database, path));
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database.close();
  }
}

const noticeText = (path: string, what: string, backup: NamedBackup, aside: string): string =>
  [
    `The database ${what}, so Tradewind restored its backup of ${spokenMoment(backup.createdAt)}.`,
    'What was done after that moment may be missing from the history; the files it made are kept.',
    `What was in the place of the database is kept as ${basename(aside)} in ${dirname(path)}:`,
    'close Tradewind and run `tradewind profile repair` to bring back what can still be read in it.',
  ].join(' ');
