import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FailureError, failure } from '../../contract/failure';

/**
 * Makes sure that `folder` is a folder we can write in, creating it when nothing is there, and returns its
 * absolute path. Must run before the single-instance lock is asked for: on an unusable folder the lock
 * answers like "in use", and on a file it never answers.
 * @throws FailureError `profile_unusable`
 */
export function prepareProfileFolder(folder: string): string {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
    if (!statSync(path).isDirectory()) throw new Error('it is not a folder');
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

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'there is a file where a folder was expected';
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
