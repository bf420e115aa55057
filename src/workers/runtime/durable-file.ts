import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailureError, failure } from '../../contract/failure';
import { syncFile, syncFolder } from './sync-to-disk';

/** Ending of files that are still being written; launch deletes what a crash left of them. */
const TEMPORARY_ENDING = '.tmp';

/**
 * Brings a file into being as a whole or not at all, safe from a power cut: `write` fills a temporary file beside
 * `path`, which is synced and renamed. Whatever fails, the temporary file is removed. Disk faults come out as
 * FailureError `disk_full` or `storage_failed`; an abort comes out as its reason.
 */
export async function writeDurably(
  path: string,
  signal: AbortSignal,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = `${path}.${randomBytes(6).toString('hex')}${TEMPORARY_ENDING}`;
  try {
    await mkdir(folder, { recursive: true });
    await write(temporary);
    await syncFile(temporary);
    signal.throwIfAborted();
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => {});
    signal.throwIfAborted();
    throw storageFailure(thrown, path);
  }
}

/** Writes the parts one after the other into a new file named by the content: `<folder>/<name>`. */
export async function writePartsDurably(
  folder: string,
  name: string,
  parts: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<string> {
  const path = join(folder, name);
  await writeDurably(path, signal, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      for (const part of parts) {
        signal.throwIfAborted();
        await file.writeFile(part);
      }
    } finally {
      await file.close();
    }
  });
  return path;
}

function storageFailure(thrown: unknown, path: string): unknown {
  if (thrown instanceof FailureError) return thrown;
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  if (/ENOSPC|No space left|EDQUOT/i.test(detail)) {
    const message = `The disk is full: the file ${path} could not be written. Free some space, then start it again.`;
    return new FailureError(failure('disk_full', message, { detail }));
  }
  return new FailureError(
    failure(
      'storage_failed',
      `The file ${path} could not be written. Check the disk and that the folder may be written, then start it again.`,
      { detail },
    ),
  );
}
