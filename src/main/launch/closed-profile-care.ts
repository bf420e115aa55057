import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileReport } from '../../contract/profile-care';
import type { AppFolders } from '../app-folders';
import { checkProfile } from '../maintenance/check-profile';
import { maintenanceProcessAdapter } from '../maintenance/maintenance-process-adapter';
import { repairProfile } from '../maintenance/repair-profile';
import type { ProfileCare } from '../services/application';
import { openApplication } from './open-application';

/** Looks after a profile that nobody has open, also one that cannot be opened. */
export function closedProfileCare(folders: AppFolders): Pick<ProfileCare, 'check' | 'repair'> {
  const look = (): Promise<ProfileReport> => {
    const adapter = maintenanceProcessAdapter(join(import.meta.dirname, 'maintenance.js'));
    return checkProfile(folders, adapter, [], new AbortController().signal);
  };
  const openOnce = async (): Promise<void> => (await openApplication(folders)).close();
  return {
    check: async () => {
      if (!existsSync(folders.database)) await openOnce();
      const report = await look();
      const isStuck = report.problems.some(({ kind }) => kind === 'stuck_operation');
      if (!isStuck || report.problems.some(({ kind }) => kind === 'database')) return report;
      // Rows of a session that was killed are put right by whoever opens the profile next: that is us.
      await openOnce();
      return look();
    },
    repair: () => Promise.resolve(repairProfile(folders, Date.now(), process.env['TRADEWIND_SQLITE_BINDING'])),
  };
}
