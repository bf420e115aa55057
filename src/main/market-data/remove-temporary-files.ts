import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Ending of files that a worker was still writing. */
const TEMPORARY_ENDING = '.tmp';

/**
 * Deletes what a crash left half-written in these folders, and returns how many files that were. To be called at
 * launch, before any worker writes. A folder that is not there is empty.
 */
export async function removeTemporaryFiles(folders: readonly string[]): Promise<number> {
  let removed = 0;
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (!name.endsWith(TEMPORARY_ENDING)) continue;
      await rm(join(folder, name), { force: true });
      removed += 1;
    }
  }
  return removed;
}
