import { repairDatabase } from '../storage/repair-database';
import type { ProfileFolders } from './profile-folders';

/**
 * Mends a profile that nobody has open, also one that cannot be opened, and says what it did, a sentence each. Removes
 * nothing. Blocks while it works.
 * @throws FailureError when the database is locked, cannot be written, or the disk is full; then nothing was changed
 */
export const repairProfile = (
  folders: Pick<ProfileFolders, 'database'>,
  now: number,
  nativeBinding?: string,
): readonly string[] =>
  repairDatabase({ path: folders.database, now, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
