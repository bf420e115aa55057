import { assertNever } from '../../contract/assert-never';
import { type Failure, FailureError, failure, failureOf } from '../../contract/failure';
import {
  type MaintenanceAnswer,
  type MaintenanceReply,
  type MaintenanceTask,
  maintenanceTaskSchema,
} from '../../contract/maintenance-protocol';
import { backUp } from './back-up';
import { fullCheck } from './full-check';
import type { NativeBinding } from './open-database';
import { quickCheck } from './quick-check';

/** Does one task; never rejects. */
export async function answerTask(received: unknown, nativeBinding: NativeBinding): Promise<MaintenanceReply> {
  try {
    return { kind: 'done', answer: await doTask(maintenanceTaskSchema.parse(received), nativeBinding) };
  } catch (error) {
    return { kind: 'refused', failure: failureOfTask(error) };
  }
}

async function doTask(task: MaintenanceTask, nativeBinding: NativeBinding): Promise<MaintenanceAnswer> {
  switch (task.kind) {
    case 'quick_check':
      return { kind: 'quick_check', problems: quickCheck(task.database, nativeBinding) };
    case 'backup':
      return { kind: 'backup', backup: await backUp({ ...task, nativeBinding }) };
    case 'full_check':
      return fullCheck(task, nativeBinding);
    default:
      return assertNever(task, 'maintenance task');
  }
}

/** Codes of SQLite and of the file system, by what a person can do about them. */
function failureOfTask(thrown: unknown): Failure {
  if (thrown instanceof FailureError || !(thrown instanceof Error) || !('code' in thrown)) return failureOf(thrown);
  const detail = `${String(thrown.code)}: ${thrown.message}`;
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(detail)) {
    return failure('disk_full', 'The disk is full. Nothing was lost; free some space, then try again.', { detail });
  }
  if (/^(SQLITE_READONLY|EACCES|EPERM|EROFS)/.test(detail)) {
    const message = 'The profile can be read but not written. Allow writing to its folder, then try again.';
    return failure('storage_read_only', message, { detail });
  }
  return failure('storage_failed', `The profile could not be read or copied: ${thrown.message}. Check the disk.`, {
    detail,
  });
}
