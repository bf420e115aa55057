import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { ProfileProblem } from '../../contract/profile-care';
import { fileSha256 } from '../runtime/file-hash';

/** A file that rows point to. */
interface OwnedFile {
  /** As it is stored: within the profile, with forward slashes, or absolute. */
  readonly path: string;
  /** Null where only its existence can be told. */
  readonly sha256: string | null;
  /** An operation that needs it; null for market data that no operation made. */
  readonly operationId: string | null;
}

const OWNED = `
  SELECT path, sha256, min(operation_id) AS operationId FROM artifacts GROUP BY path, sha256
  UNION ALL SELECT path, sha256, operation_id FROM checkpoints
  UNION ALL SELECT DISTINCT path, NULL, NULL FROM datasets WHERE path NOT IN (SELECT path FROM artifacts)`;

/** Every file a row points to, and those that wait to be deleted: they have an owner too. */
export function ownedPaths(database: Database, profile: string): Set<string> {
  const paths = database
    .prepare<[], string>(`SELECT path FROM (${OWNED}) UNION SELECT path FROM discarded_files`)
    .pluck()
    .all();
  return new Set(paths.map((path) => absolutePath(profile, path)));
}

export const ownedFiles = (database: Database): OwnedFile[] => database.prepare<[], OwnedFile>(OWNED).all();

/** What is wrong with a file, if anything. Large ones are read in pieces. */
export async function problemOf(file: OwnedFile, profile: string): Promise<ProfileProblem | null> {
  const owner = file.operationId === null ? 'market data' : `operation ${file.operationId}`;
  const problem = (kind: ProfileProblem['kind'], message: string): ProfileProblem => ({
    kind,
    where: file.path,
    message,
    repairable: false,
  });
  try {
    const { sha256 } = await fileSha256(absolutePath(profile, file.path), new AbortController().signal);
    if (file.sha256 === null || sha256 === file.sha256) return null;
    return problem(
      'damaged_file',
      `A file of ${owner} is not what was written. Run the operation again, or put the file back from a copy.`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return problem(
        'missing_file',
        `A file of ${owner} is not there. Put it back from a copy, or run the operation again.`,
      );
    }
    return problem('damaged_file', `A file of ${owner} cannot be read (${(error as Error).message}). Check the disk.`);
  }
}

/** Absolute paths of the files in these folders; those still being written and hidden ones are left out. */
export async function filesIn(folders: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.tmp') || entry.name.startsWith('.')) continue;
      files.push(join(entry.parentPath, entry.name));
    }
  }
  return files;
}

export const ownerless = (path: string, profile: string): ProfileProblem => ({
  kind: 'ownerless_file',
  where: relative(profile, path).split(sep).join('/'),
  message:
    'No operation in the history points to this file. It is kept; delete it by hand if you do not miss anything.',
  repairable: false,
});

export const absolutePath = (profile: string, stored: string): string =>
  isAbsolute(stored) ? stored : join(profile, stored);
