/** A backup that took the place of a database that could not be used. */
export interface Restored {
  /** Moment of the backup. */
  readonly backupAt: string;
  /** Absolute paths of what was in its place. */
  readonly kept: readonly string[];
}

/** What opening the database came upon. */
export interface StorageOpening {
  /** An earlier session did not come to close it (the app was killed, the power went), and nobody checked it since. */
  readonly uncleanExit: boolean;
  readonly restored: Restored | null;
}
