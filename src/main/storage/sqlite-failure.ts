import Database from 'better-sqlite3';
import { type Failure, FailureError, failure } from '../../contract/failure';

const EXPLANATIONS: readonly (readonly [prefix: string, explain: (path: string) => string])[] = [
  [
    'SQLITE_FULL',
    (path) => `The disk with ${path} is full, so nothing more can be saved. Free some space and start it again.`,
  ],
  [
    'SQLITE_READONLY',
    (path) =>
      `The database ${path} can be read but not written. Allow writing to it and to its folder, then try again.`,
  ],
  [
    'SQLITE_BUSY',
    (path) => `Another program holds the database ${path}. Close the program that has it open, then try again.`,
  ],
  [
    'SQLITE_NOTADB',
    (path) =>
      `${path} is not a Tradewind database or is damaged. Move that file away to start with an empty history, or restore it from a copy.`,
  ],
  [
    'SQLITE_CORRUPT',
    (path) =>
      `The database ${path} is damaged. Restore it from a copy, or move that file away to start with an empty history.`,
  ],
  [
    'SQLITE_CANTOPEN',
    (path) => `The database ${path} cannot be opened. Check that its folder exists and that you may write in it.`,
  ],
  ['SQLITE_IOERR', (path) => `Reading or writing the database ${path} failed. Check the disk it lies on.`],
  ['SQLITE_NOMEM', () => 'There was not enough memory to work with the database. Close other programs and try again.'],
];

/**
 * What a disk or a damaged file did to us, as a FailureError in plain words; any other error as it came, since
 * a violated constraint or a wrong statement is a fault of the program.
 */
export function storageErrorOf(
  thrown: unknown,
  path: string,
  code: 'storage_failed' | 'profile_unusable' = 'storage_failed',
): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const known = EXPLANATIONS.find(([prefix]) => thrown.code.startsWith(prefix));
  return known ? new FailureError(failureFrom(thrown, code, known[1](path))) : thrown;
}

const failureFrom = (error: InstanceType<Database.SqliteError>, code: Failure['code'], message: string): Failure =>
  failure(code, message, { detail: `${error.code}: ${error.message}` });
