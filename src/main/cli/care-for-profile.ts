import type { Application } from '../services/application';
import { EXIT } from './exit-code';
import type { Reporter } from './reporter';

type Care = Pick<Application['profileCare'], 'check' | 'backup' | 'repair'>;

/** Looks after the files of the profile. Answers with the exit code: 1 when something is (still) wrong. */
export async function careForProfile(
  what: 'profileCheck' | 'profileBackup' | 'profileRepair',
  care: Care,
  reporter: Reporter,
): Promise<number> {
  switch (what) {
    case 'profileCheck': {
      const report = await care.check();
      reporter.profile(report);
      return report.ok ? EXIT.completed : EXIT.failed;
    }
    case 'profileBackup': {
      const backup = await care.backup();
      reporter.backup(backup);
      return backup.verified ? EXIT.completed : EXIT.failed;
    }
    case 'profileRepair':
      reporter.repaired(await care.repair());
      return EXIT.completed;
  }
}
