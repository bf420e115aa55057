import type { ProfileCare } from '../services/application';
import { EXIT } from './exit-code';
import type { Reporter } from './reporter';

/** Looking after the files of a profile, with the exit code of each: 1 when something is wrong. */

export async function checkProfile(care: Pick<ProfileCare, 'check'>, reporter: Reporter): Promise<number> {
  const report = await care.check();
  reporter.profile(report);
  return report.ok ? EXIT.completed : EXIT.failed;
}

export async function backUpProfile(care: Pick<ProfileCare, 'backup'>, reporter: Reporter): Promise<number> {
  const backup = await care.backup();
  reporter.backup(backup);
  return backup.verified ? EXIT.completed : EXIT.failed;
}

export async function repairProfile(care: Pick<ProfileCare, 'repair'>, reporter: Reporter): Promise<number> {
  reporter.repaired(await care.repair());
  return EXIT.completed;
}
