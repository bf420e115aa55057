import Database from 'better-sqlite3';
import { FailureError, failure } from '../../contract/failure';
import { migrate } from './migrate';
import { storageErrorOf } from './sqlite-failure';
import { type SlowQueryListener, Storage } from './storage';

export interface StorageOptions {
  /** File of the database; its folder must exist. */
  readonly path: string;
  /** Addon built for this runtime; without it better-sqlite3 takes the one it brings. */
  readonly nativeBinding?: string;
  readonly onSlowQuery?: SlowQueryListener;
}

/** How long a statement waits for another program's lock before it gives up. */
const BUSY_TIMEOUT_MS = 2_000;
/** A write-ahead log that grew larger in a burst is cut back to this. */
const LARGEST_LOG_BYTES = 64 * 1_024 * 1_024;

/**
 * Opens the profile's database, creating or upgrading it. Reads its header and schema only: a look at the
 * whole file would keep the window from showing.
 * @throws FailureError `profile_unusable`, saying what is wrong with the file and what to do
 */
export function openStorage(options: StorageOptions): Storage {
  const { path, nativeBinding, onSlowQuery = () => {} } = options;
  const database = connect(path, nativeBinding);
  try {
    prepare(database);
    migrate(database, path);
    return new Storage(database, path, onSlowQuery);
  } catch (error) {
    database.close();
    throw storageErrorOf(error, path, 'profile_unusable');
  }
}

function connect(path: string, nativeBinding: string | undefined): Database.Database {
  try {
    return new Database(path, { timeout: BUSY_TIMEOUT_MS, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
  } catch (error) {
    if (error instanceof TypeError) {
      throw new FailureError(failure('profile_unusable', `The folder of ${path} does not exist.`));
    }
    throw storageErrorOf(error, path, 'profile_unusable');
  }
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma(`journal_size_limit = ${LARGEST_LOG_BYTES}`);
}
