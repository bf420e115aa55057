import type { ProfileReport } from '../../contract/profile-care';
import { backupsOf } from '../storage/backups';
import type { MaintenanceAdapter } from './maintenance-adapter';
import type { ProfileFolders } from './profile-folders';
import { runMaintenanceTask } from './run-maintenance-task';

/**
 * Reads everything of a profile that can be read, in a process of its own; the profile need not be open, nor openable.
 * @param driven operations that somebody works on right now
 * @throws FailureError when the process could not do it; the reason of `signal`
 */
export async function checkProfile(
  { profile, database, marketData, artifacts, checkpoints }: ProfileFolders,
  adapter: MaintenanceAdapter,
  driven: readonly string[],
  signal: AbortSignal,
): Promise<ProfileReport> {
  const ownedFolders = [artifacts, checkpoints, marketData];
  const { problems, operations, files } = await runMaintenanceTask(
    adapter,
    { kind: 'full_check', database, profile, ownedFolders, driven: [...driven] },
    signal,
  );
  const backupAt = backupsOf(database)[0]?.createdAt ?? null;
  return { ok: problems.length === 0, problems, operations, files, backupAt };
}
