import { dirname, resolve } from 'node:path';
import type { Database, Statement as NativeStatement } from 'better-sqlite3';
import type { Dispose } from '../disposable';
import { ProfilePaths } from './profile-paths';
import { isDamage, storageErrorOf } from './sqlite-failure';
import type { StorageOpening } from './storage-opening';

export type SqlValue = string | number | null;
/** Values by the name they have in the statement (`:name`). */
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/** Told of every statement and transaction that kept main busy for longer than a frame. */
export type SlowQueryListener = (name: string, milliseconds: number) => void;

export interface StorageOptions {
  readonly opening: StorageOpening;
  readonly onSlowQuery: SlowQueryListener;
  /** Called once, with SQLite's words, when a statement comes upon a damaged part. */
  readonly onDamage: (detail: string) => void;
  /** Called when the connection was closed in order; `isSettled`: and nothing is left to check after an unclean exit. */
  readonly onClosed: (isSettled: boolean) => void;
}

const NOTHING_SPECIAL: StorageOptions = {
  opening: { uncleanExit: false, restored: null },
  onSlowQuery: () => {},
  onDamage: () => {},
  onClosed: () => {},
};

const SLOW_MS = 16;

/**
 * A prepared statement with a name for the log. Disk faults come out as FailureError
 * `storage_failed`, `storage_read_only` or `disk_full`; the transaction around it is undone and the next may succeed.
 * `Row` is what the statement's columns make; the caller who wrote the SQL answers for it.
 */
export interface Statement<Row> {
  /** Returns the number of rows changed. */
  run(parameters?: SqlParameters): number;
  get(parameters?: SqlParameters): Row | undefined;
  all(parameters?: SqlParameters): Row[];
}

/** The one connection to the profile's database. Synchronous: every call returns with the work done. */
export class Storage {
  /** How paths of files are stored: by their place in the folder of the database. */
  readonly paths: ProfilePaths;
  readonly opening: StorageOpening;
  readonly #options: StorageOptions;
  readonly #damageListeners = new Set<() => void>();
  #sawDamage = false;
  #isSettled: boolean;

  constructor(
    private readonly database: Database,
    private readonly path: string,
    options: Partial<StorageOptions> = {},
  ) {
    this.paths = new ProfilePaths(dirname(resolve(path)));
    this.#options = { ...NOTHING_SPECIAL, ...options };
    this.opening = this.#options.opening;
    this.#isSettled = !this.opening.uncleanExit;
  }

  statement<Row = never>(name: string, sql: string): Statement<Row> {
    const native = this.#guarded(name, () => this.database.prepare<SqlParameters[], Row>(sql));
    const call = <T>(work: (statement: NativeStatement<SqlParameters[], Row>) => T): T =>
      this.#guarded(name, () => work(native));
    return {
      run: (parameters = {}) => call((statement) => statement.run(parameters).changes),
      get: (parameters = {}) => call((statement) => statement.get(parameters)),
      all: (parameters = {}) => call((statement) => statement.all(parameters)),
    };
  }

  /** All or nothing, safe from a crash of the app: for progress and metrics. */
  inTransaction<T>(name: string, work: () => T): T {
    return this.#guarded(name, () => this.database.transaction(work).immediate());
  }

  /**
   * All or nothing, safe from a power cut when it returns (an fsync): for whatever changes a status or a
   * pointer to a file. Not inside another transaction.
   */
  inFullSync<T>(name: string, work: () => T): T {
    if (this.database.inTransaction) throw new Error(`${name} must be a transaction of its own`);
    this.database.pragma('synchronous = FULL');
    try {
      return this.inTransaction(name, work);
    } finally {
      this.database.pragma('synchronous = NORMAL');
    }
  }

  /** Told once, when a statement first comes upon a damaged part of the database. */
  onDamage(listener: () => void): Dispose {
    this.#damageListeners.add(listener);
    return () => void this.#damageListeners.delete(listener);
  }

  /** The database was checked after an unclean exit. Until somebody did, every session hears of that exit. */
  settleUncleanExit(): void {
    this.#isSettled = true;
  }

  close(): void {
    if (!this.database.open) return;
    this.database.close();
    this.#options.onClosed(this.#isSettled);
  }

  #guarded<T>(name: string, work: () => T): T {
    const before = performance.now();
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) this.#tellDamage(error);
      throw storageErrorOf(error, this.path);
    } finally {
      const took = performance.now() - before;
      if (took > SLOW_MS) this.#options.onSlowQuery(name, took);
    }
  }

  #tellDamage(error: Error): void {
    if (this.#sawDamage) return;
    this.#sawDamage = true;
    this.#options.onDamage(error.message);
    for (const listener of this.#damageListeners) listener();
  }
}
