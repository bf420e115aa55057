import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { moveAside } from './database-files';
import { syncFile, syncFolder } from './sync-folder';

/** Moves what is in the place of the database to `aside` and puts what was made there. Returns what was moved. */
export type TakePlace = (aside: string) => string[];

/**
 * Gives `work` the path of a database to make beside `path`. It must be closed before it takes the place; without that,
 * whatever happens, nothing of it is left and nothing was touched.
 */
export function withReplacement<T>(path: string, work: (replacement: string, takePlace: TakePlace) => T): T {
  const replacement = `${path}.new.tmp`;
  const remove = (): void => {
    for (const ending of ['', '-journal']) rmSync(replacement + ending, { force: true });
  };
  // A journal that an interrupted attempt left would be played into the new file.
  remove();
  try {
    return work(replacement, (aside) => {
      syncFile(replacement);
      const kept = moveAside(path, aside);
      renameSync(replacement, path);
      syncFolder(dirname(path));
      return kept;
    });
  } finally {
    remove();
  }
}
