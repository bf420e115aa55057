import { statSync } from 'node:fs';
import { NoticesStore } from './notices-store';
import type { Storage } from './storage';

/**
 * The rule for files no row points to. Once a backup took the place of the database they may belong to operations that
 * are newer than the backup: whatever was last changed before that moment is kept, for a repair to find its owner.
 */
export function ownerlessFilesOf(storage: Storage): { mayRemove: (path: string) => boolean } {
  const restoredAt = new NoticesStore(storage).lastRestored();
  if (restoredAt === null) return { mayRemove: () => true };
  const moment = Date.parse(restoredAt);
  return {
    mayRemove: (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) > moment,
  };
}
