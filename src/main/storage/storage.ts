import { dirname, resolve } from 'node:path';
import type { Database, Statement as NativeStatement } from 'better-sqlite3';
import { ProfilePaths } from './profile-paths';
import { storageErrorOf } from './sqlite-failure';

export type SqlValue = string | number | null;
/** Values by the name they have in the statement (`:name`). */
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/** Told of every statement and transaction that kept main busy for longer than a frame. */
export type SlowQueryListener = (name: string, milliseconds: number) => void;

const SLOW_MS = 16;

/**
 * A prepared statement with a name for the log. Disk faults come out as FailureError `storage_failed`.
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

  constructor(
    private readonly database: Database,
    private readonly path: string,
    private readonly onSlowQuery: SlowQueryListener,
  ) {
    this.paths = new ProfilePaths(dirname(resolve(path)));
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

  close(): void {
    this.database.close();
  }

  #guarded<T>(name: string, work: () => T): T {
    const before = performance.now();
    try {
      return work();
    } catch (error) {
      throw storageErrorOf(error, this.path);
    } finally {
      const took = performance.now() - before;
      if (took > SLOW_MS) this.onSlowQuery(name, took);
    }
  }
}
