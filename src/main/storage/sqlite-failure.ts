import Database from 'better-sqlite3';
import { type FailureCode, FailureError, failure } from '../../contract/failure';

/** The database is being opened, or it is in use and somebody wants to read or write. */
export type StorageMoment = 'opening' | 'running';

interface Explanation {
  readonly prefix: string;
  readonly code: FailureCode | Readonly<Record<StorageMoment, FailureCode>>;
  readonly explain: (path: string, moment: StorageMoment) => string;
}

const FULL = (path: string): string =>
  `The disk with ${path} is full, so this could not be saved. What was saved before is safe. Free some space, then try again; work that stopped can be resumed.`;
const READ_ONLY = (path: string): string =>
  `${path} can be read but not written, so nothing could be saved. Allow writing to the file and its folder, or name another profile with --profile DIR.`;
const NO_BACKUP =
  'No backup is there that could be used, and nothing was touched. Run `tradewind profile repair`, which keeps the file and saves what can still be read, or name another folder with --profile DIR.';

const OPENING_OR_RUNNING = { opening: 'profile_unusable', running: 'storage_failed' } as const;

/** By result code of SQLite; the first that fits. */
const EXPLANATIONS: readonly Explanation[] = [
  { prefix: 'SQLITE_FULL', code: 'disk_full', explain: FULL },
  {
    prefix: 'SQLITE_READONLY_DBMOVED',
    code: OPENING_OR_RUNNING,
    explain: (path) => `The database ${path} was moved or replaced while it was in use. Start Tradewind again.`,
  },
  { prefix: 'SQLITE_READONLY', code: 'storage_read_only', explain: READ_ONLY },
  ...['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'].map(
    (prefix): Explanation => ({
      prefix,
      code: { opening: 'profile_in_use', running: 'storage_failed' },
      explain: (path) =>
        `Another program holds the database ${path}. Close the program that has it open, then try again.`,
    }),
  ),
  ...['SQLITE_NOTADB', 'SQLITE_CORRUPT'].map(
    (prefix): Explanation => ({
      prefix,
      code: OPENING_OR_RUNNING,
      explain: (path, moment) =>
        moment === 'opening'
          ? `The database ${path} is damaged. ${NO_BACKUP}`
          : `A part of the database ${path} is damaged. Close Tradewind and start it again: it then restores the newest backup and keeps the damaged file.`,
    }),
  ),
  {
    prefix: 'SQLITE_CANTOPEN',
    code: OPENING_OR_RUNNING,
    explain: (path) =>
      `The database ${path} cannot be opened. Check that it is a file in a folder you may write in, or name another folder with --profile DIR.`,
  },
  {
    prefix: 'SQLITE_IOERR',
    code: 'storage_failed',
    explain: (path) => `Reading or writing the database ${path} failed. Check the disk it lies on, then try again.`,
  },
  {
    prefix: 'SQLITE_NOMEM',
    code: 'storage_failed',
    explain: () => 'There was not enough memory to work with the database. Close other programs and try again.',
  },
];

/** What the file system says when it will not take a file. */
const FILE_FAULTS: Readonly<Record<string, readonly [FailureCode, (path: string) => string]>> = {
  ENOSPC: ['disk_full', FULL],
  EDQUOT: ['disk_full', FULL],
  EACCES: ['storage_read_only', READ_ONLY],
  EPERM: ['storage_read_only', READ_ONLY],
  EROFS: ['storage_read_only', READ_ONLY],
};

/**
 * What a disk or a damaged file did to us, as a FailureError in plain words; any other error as it came, since
 * a violated constraint or a wrong statement is a fault of the program.
 */
export function storageErrorOf(thrown: unknown, path: string, moment: StorageMoment = 'running'): unknown {
  if (thrown instanceof DatabaseDamage) return damaged(thrown, path, moment);
  if (thrown instanceof Database.SqliteError) {
    const known = EXPLANATIONS.find(({ prefix }) => thrown.code.startsWith(prefix));
    if (known === undefined) return thrown;
    const code = typeof known.code === 'string' ? known.code : known.code[moment];
    const detail = `${thrown.code}: ${thrown.message}`;
    return new FailureError(failure(code, known.explain(path, moment), { detail }));
  }
  const fault = thrown instanceof Error && 'code' in thrown ? FILE_FAULTS[String(thrown.code)] : undefined;
  if (fault === undefined) return thrown;
  return new FailureError(failure(fault[0], fault[1](path), { detail: (thrown as Error).message }));
}

/** Damage that SQLite itself does not complain about. */
export class DatabaseDamage extends Error {
  /** @param message what is wrong, as the end of a sentence: `is empty` */
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseDamage';
  }
}

/** True when the file itself is wrong, not the disk, a lock or the statement. */
export const isDamage = (thrown: unknown): thrown is Error =>
  thrown instanceof DatabaseDamage ||
  (thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code));

const damaged = (damage: DatabaseDamage, path: string, moment: StorageMoment): FailureError =>
  new FailureError(failure(OPENING_OR_RUNNING[moment], `The database ${path} ${damage.message}. ${NO_BACKUP}`));
