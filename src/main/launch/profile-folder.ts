import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FailureError, failure } from '../../contract/failure';

const NOT_A_FOLDER = 'there is a file where a folder was expected';

/**
 * Makes sure that `folder` is a folder we can write in, creating it when nothing is there, and returns its
 * absolute path. Must run before the single-instance lock is asked for: on an unusable folder the lock
 * answers like "in use", and on a file it never answers.
 * @throws FailureError `profile_unusable`
 */
export function prepareProfileFolder(folder: string): string {
  const path = resolve(folder);
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw new Error(NOT_A_FOLDER);
    const probe = join(path, `.write-test-${randomBytes(4).toString('hex')}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return path;
  } catch (error) {
    throw new FailureError(
      failure(
        'profile_unusable',
        `The profile folder ${path} cannot be used: ${reasonOf(error)}. Name a folder you can write in with --profile DIR.`,
      ),
    );
  }
}

/** With its parents. Node's own way never returns where nobody can make folders and no error says so, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another Tradewind may have made it in the same moment.
    if (!existsSync(path)) throw error;
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return NOT_A_FOLDER;
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there';
    case 'ENOENT':
      return 'no folder can be made there';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
