import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backupName, backupsAmong } from '../../contract/backup-name';
import { FailureError, failure } from '../../contract/failure';
import type { Backup } from '../../contract/profile-care';
import { fileSha256 } from '../runtime/file-hash';
import { syncFile, syncFolder } from '../runtime/sync-to-disk';
import { isDamage, type NativeBinding, openCopy, openReadOnly, problemsFound } from './open-database';

const KEPT_BACKUPS = 3;
/** Ending of a copy that was not read back yet. */
const TEMPORARY_ENDING = '.tmp';
/** All of it in one step: a copy in several starts again whenever main writes in between. */
const ALL_PAGES = 0x7fff_ffff;

export interface BackUpOptions {
  readonly database: string;
  readonly folder: string;
  /** Moment of the backup, ISO. */
  readonly at: string;
  readonly nativeBinding: NativeBinding;
}

/**
 * Copies the database as it stands, synced, read back and only then named as a backup; the newest three are kept. To be
 * run once at a time. Whatever fails leaves the earlier backups as they were.
 */
export async function backUp({ database, folder, at, nativeBinding }: BackUpOptions): Promise<Backup> {
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const temporary = join(folder, `${randomBytes(6).toString('hex')}${TEMPORARY_ENDING}`);
  try {
    const source = openReadOnly(database, nativeBinding);
    try {
      await source.backup(temporary, { progress: () => ALL_PAGES });
    } finally {
      source.close();
    }
    readBack(temporary, nativeBinding);
    await syncFile(temporary);
    const { sha256, bytes } = await fileSha256(temporary, new AbortController().signal);
    const [newest] = backupsAmong(await readdir(folder));
    const name = backupName((newest?.number ?? 0) + 1, at, sha256);
    await rename(temporary, join(folder, name));
    await syncFolder(folder);
    await removeOldest(folder);
    return { name, createdAt: at, bytes, verified: true };
  } finally {
    for (const ending of ['', '-journal']) await rm(temporary + ending, { force: true });
  }
}

function readBack(path: string, nativeBinding: NativeBinding): void {
  const copy = openCopy(path, nativeBinding);
  try {
    // One file that stands alone; the app switches back when it takes the copy into use.
    copy.pragma('journal_mode = DELETE');
    const [problem] = problemsFound(copy, 'quick_check');
    if (problem !== undefined) throw damagedCopy(problem);
  } catch (error) {
    throw isDamage(error) ? damagedCopy(error.message) : error;
  } finally {
    copy.close();
  }
}

const damagedCopy = (detail: string): FailureError =>
  new FailureError(
    failure(
      'storage_failed',
      'The copy of the database is damaged, so it was not kept. Close Tradewind and start it again: it then checks the database.',
      { detail },
    ),
  );

/** What a process that was killed left behind. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.includes(TEMPORARY_ENDING)) await rm(join(folder, name), { force: true });
  }
}

async function removeOldest(folder: string): Promise<void> {
  for (const { name } of backupsAmong(await readdir(folder)).slice(KEPT_BACKUPS)) {
    await rm(join(folder, name), { force: true });
  }
}
