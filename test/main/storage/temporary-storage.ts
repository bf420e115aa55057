import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStorage } from '../../../src/main/storage/open-storage';
import type { SlowQueryListener, Storage } from '../../../src/main/storage/storage';

/** The addon of the runtime the tests run in, named as for the app itself. */
export const nativeBinding = process.env['TRADEWIND_SQLITE_BINDING'];

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const openAt = (path: string, onSlowQuery: SlowQueryListener = () => {}): Storage =>
  openStorage({ path, onSlowQuery, ...(nativeBinding === undefined ? {} : { nativeBinding }) });

/** A fresh database that is closed after the test. */
export function temporaryStorage(): Storage {
  const storage = openAt(join(temporaryFolder(), 'tradewind.db'));
  onTestFinished(() => storage.close());
  return storage;
}
