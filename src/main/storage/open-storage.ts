import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { FailureError, failure } from '../../contract/failure';
import { backupsOf, problemsOf } from './backups';
import { migrate } from './migrate';
import { ProfileMarks } from './profile-marks';
import { proveHeader } from './prove-header';
import { proveSchema } from './prove-schema';
import { proveWritable } from './prove-writable';
import { restoreNewestBackup } from './restore-backup';
import { DatabaseDamage, isDamage, storageErrorOf } from './sqlite-failure';
import { type SlowQueryListener, Storage } from './storage';
import type { Restored } from './storage-opening';

export interface OpenStorageOptions {
  /** File of the database; its folder must exist. */
  readonly path: string;
  /** Addon built for this runtime; without it better-sqlite3 takes the one it brings. */
  readonly nativeBinding?: string;
  readonly onSlowQuery?: SlowQueryListener;
  /** Milliseconds since the epoch, for the dates of what is moved aside. */
  readonly now?: () => number;
}

/** How long a statement waits for another program's lock before it gives up. */
const BUSY_TIMEOUT_MS = 2_000;
/** A write-ahead log that grew larger in a burst is cut back to this. */
const LARGEST_LOG_BYTES = 64 * 1_024 * 1_024;
/** Folders that hold something only when there was a history. */
const TRACES = ['artifacts', 'checkpoints', 'market-data'];

/**
 * Opens the profile's database, creating or upgrading it. Reads its header, its schema and what launch needs first: a
 * look at the whole file would keep the window from showing, and is taken only where damage was seen before. A database
 * that turns out to be damaged is moved aside and the newest backup takes its place (`opening.restored`).
 * @throws FailureError `profile_unusable`, `profile_in_use`, `storage_read_only` or `disk_full`, saying what is wrong and
 *   what to do; then nothing was moved
 */
export function openStorage(options: OpenStorageOptions): Storage {
  const { path, now = Date.now, onSlowQuery = () => {} } = options;
  const marks = new ProfileMarks(path);
  try {
    const uncleanExit = marks.isOpen;
    const { database, restored } = openOrRestore(options, marks.isDamaged, now());
    const storage = new Storage(database, path, {
      opening: { uncleanExit, restored },
      onSlowQuery,
      onDamage: (detail) => marks.markDamaged(detail),
      onClosed: (isSettled) => {
        if (isSettled) marks.clearOpen();
      },
    });
    try {
      marks.markOpen();
      marks.clearDamaged();
      return storage;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw storageErrorOf(error, path, 'opening');
  }
}

function openOrRestore(
  options: OpenStorageOptions,
  isSuspect: boolean,
  now: number,
): { database: Database.Database; restored: Restored | null } {
  const { path, nativeBinding } = options;
  try {
    return { database: openDatabase(options, isSuspect), restored: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const what = error instanceof DatabaseDamage ? error.message : 'was damaged';
    const restored = restoreNewestBackup({ path, nativeBinding, now }, what);
    if (restored === null) throw error;
    return { database: openDatabase(options, false), restored };
  }
}

function openDatabase(options: OpenStorageOptions, isSuspect: boolean): Database.Database {
  const { path } = options;
  lookAtFile(path);
  const database = connect(options);
  try {
    prepare(database);
    const [problem] = isSuspect ? problemsOf(database) : [];
    if (problem !== undefined) throw new DatabaseDamage(`was damaged (${problem})`);
    migrate(database, path);
    proveSchema(database, options.nativeBinding);
    readWhatLaunchNeeds(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite makes a new database where none is, and takes an empty file for one: that must not hide a loss. */
function lookAtFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const message = `${path} is a folder where the database was expected. Move it away, then start Tradewind again.`;
    throw new FailureError(failure('profile_unusable', message));
  }
  if (found === undefined && backupsOf(path).length > 0) throw new DatabaseDamage('was missing');
  if (found?.size === 0 && (backupsOf(path).length > 0 || hasTraces(path))) throw new DatabaseDamage('was empty');
  if (found !== undefined) proveHeader(path);
}

const hasTraces = (path: string): boolean =>
  TRACES.map((name) => join(dirname(path), name)).some(
    (folder) => existsSync(folder) && readdirSync(folder).length > 0,
  );

function connect({ path, nativeBinding }: OpenStorageOptions): Database.Database {
  try {
    return new Database(path, { timeout: BUSY_TIMEOUT_MS, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
  } catch (error) {
    if (error instanceof TypeError) {
      throw new FailureError(failure('profile_unusable', `The folder of ${path} does not exist.`));
    }
    throw error;
  }
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma(`journal_size_limit = ${LARGEST_LOG_BYTES}`);
  proveWritable(database);
}

/** Damage here would stop the launch; found now, a backup can still take the database's place. */
function readWhatLaunchNeeds(database: Database.Database): void {
  database.prepare('SELECT * FROM settings').all();
  database.prepare('SELECT * FROM operations ORDER BY id DESC LIMIT 1').all();
  database
    .prepare(
      `SELECT * FROM operations AS o JOIN operation_details AS d USING (id)
       WHERE o.deleted_at IS NULL AND o.status IN ('pending', 'resuming', 'running')`,
    )
    .all();
}
