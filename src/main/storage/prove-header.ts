import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseDamage } from './sqlite-failure';

const MAGIC = 'SQLite format 3\0';
/** Place of the version a writer must know in the header of a database file, and the versions there are. */
const WRITE_VERSION_AT = 18;
const WRITE_VERSIONS = [1, 2];

/**
 * SQLite takes a file whose header names a version of writing that it does not know for one that it may only read, and
 * says no more than that. Everything else that can be wrong with a header, or with reading it, SQLite says itself.
 * @throws DatabaseDamage
 */
export function proveHeader(path: string): void {
  const header = headerOf(path);
  const version = header?.[WRITE_VERSION_AT];
  if (version === undefined || !header?.toString('latin1').startsWith(MAGIC)) return;
  if (!WRITE_VERSIONS.includes(version)) throw new DatabaseDamage(`was damaged (its header names version ${version})`);
}

/** Null when the file cannot be read so far. */
function headerOf(path: string): Buffer | null {
  const header = Buffer.alloc(WRITE_VERSION_AT + 1);
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, header) < header.length ? null : header;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
