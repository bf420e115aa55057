import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the files of the checkpoints folder that no operation points to: half written ones, and those whose row was
 * never stored. For a launch or a close, while nothing runs. Returns how many went.
 */
export async function sweepCheckpointFiles(
  folder: string,
  ownerless: (paths: readonly string[]) => readonly string[],
  mayRemove: (path: string) => boolean,
): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  const gone = paths.length === 0 ? [] : ownerless(paths).filter(mayRemove);
  await Promise.all(gone.map((path) => rm(path, { force: true })));
  return gone.length;
}
