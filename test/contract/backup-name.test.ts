import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backupName, backupsAmong } from '../../src/contract/backup-name';

it('a name says number, moment and content of a backup', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.date({ min: new Date('2000-01-01'), max: new Date('9000-01-01'), noInvalidDate: true }),
      fc.stringMatching(/^[0-9a-f]{64}$/),
      (number, date, sha256) => {
        const createdAt = date.toISOString();
        const name = backupName(number, createdAt, sha256);
        expect(backupsAmong([name])).toEqual([{ name, number, createdAt, digest: sha256.slice(0, 16) }]);
      },
    ),
  );
});

it('newest is the highest number, whatever the dates say, and other files are no backups', () => {
  const digest = 'ab'.repeat(32);
  const names = [
    backupName(999_999, '2031-01-01T00:00:00.000Z', digest),
    'notes.txt',
    'tradewind-000001-20261399T999999999Z-abababababababab.db',
    'a1b2.tmp',
    backupName(1_000_000, '2026-01-01T00:00:00.000Z', digest),
  ];
  expect(backupsAmong(names).map(({ number }) => number)).toEqual([1_000_000, 999_999]);
});
