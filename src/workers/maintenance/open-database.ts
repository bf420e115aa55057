import Database from 'better-sqlite3';

/** How to reach the addon built for this runtime; undefined: the one that better-sqlite3 brings. */
export type NativeBinding = string | undefined;

const BUSY_TIMEOUT_MS = 10_000;

/** A connection beside that of main, which may go on writing. */
export const openReadOnly = (path: string, nativeBinding: NativeBinding): Database.Database =>
  open(path, nativeBinding, true);

/** For a copy that nobody else knows yet. */
export const openCopy = (path: string, nativeBinding: NativeBinding): Database.Database =>
  open(path, nativeBinding, false);

const open = (path: string, nativeBinding: NativeBinding, readonly: boolean): Database.Database =>
  new Database(path, {
    readonly,
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });

/** What a check of SQLite's own says; empty: nothing is wrong. */
export function problemsFound(database: Database.Database, check: 'quick_check' | 'integrity_check'): string[] {
  const found = database.prepare<[], string>(`PRAGMA ${check}`).pluck().all();
  return found.length === 1 && found[0] === 'ok' ? [] : found;
}

/** True when the file is wrong, not the disk, a lock or the statement. */
export const isDamage = (thrown: unknown): thrown is Error =>
  thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code);
