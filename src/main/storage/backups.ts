import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { backupsAmong, type NamedBackup } from '../../contract/backup-name';

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

/** True when a file is byte for byte what was read back when the backup was made. */
export const isSameAsWritten = (path: string, backup: NamedBackup): boolean => sha256Of(path).startsWith(backup.digest);

/** What SQLite finds wrong with the structure of a database; empty: nothing. */
export function problemsOf(database: Database): string[] {
  const found = database.prepare<[], string>('PRAGMA quick_check').pluck().all();
  return found.length === 1 && found[0] === 'ok' ? [] : found;
}

/** For a sentence: `2026-11-23 10:15 UTC`. */
export const spokenMoment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

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
