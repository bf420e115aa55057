import { expect, it } from 'vitest';
import { isBackupDue } from '../../../src/main/maintenance/backup-schedule';

const NOW = Date.UTC(2026, 10, 23, 10, 15);
const at = (milliseconds: number) => ({ createdAt: new Date(milliseconds).toISOString() });

it.each([
  ['there is none', null, true],
  ['the newest is a day old', at(NOW - 86_400_000), true],
  ['the newest is a moment younger than a day', at(NOW - 86_399_999), false],
  ['the newest was made this moment', at(NOW), false],
  ['the newest is from the future, because the clock was set back', at(NOW + 1), true],
])('whether a backup is due when %s', (_, newest, due) => {
  expect(isBackupDue(newest, NOW)).toBe(due);
});

it('one backup after the clock was set back, and the dates can be reckoned with again', () => {
  expect(isBackupDue(at(NOW), NOW + 3_600_000)).toBe(false);
});
