/** What the name of a backup says about it. */
export interface NamedBackup {
  readonly name: string;
  /** Counts up from 1. Says which backup is the newest whatever the clock did in between. */
  readonly number: number;
  readonly createdAt: string;
  /** The first 16 hex digits of the file's SHA-256. */
  readonly digest: string;
}

const PATTERN = /^tradewind-(\d{6,})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([0-9a-f]{16})\.db$/;

/** `tradewind-000012-20261123T101500000Z-0123456789abcdef.db`: what lies under such a name was read back whole. */
export const backupName = (number: number, createdAt: string, sha256: string): string =>
  `tradewind-${String(number).padStart(6, '0')}-${createdAt.replace(/[-:.]/g, '')}-${sha256.slice(0, 16)}.db`;

/** Those of the names that are backups, newest first. */
export const backupsAmong = (names: readonly string[]): NamedBackup[] =>
  names
    .map(parseBackupName)
    .filter((backup) => backup !== null)
    .sort((a, b) => b.number - a.number);

function parseBackupName(name: string): NamedBackup | null {
  const parts = PATTERN.exec(name);
  if (parts === null) return null;
  const [, number, year, month, day, hour, minute, second, millisecond, digest = ''] = parts;
  const createdAt = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
  return Number.isNaN(Date.parse(createdAt)) ? null : { name, number: Number(number), createdAt, digest };
}
