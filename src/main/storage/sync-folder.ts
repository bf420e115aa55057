import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes renames and new files in a folder survive a power cut. Windows can neither open nor needs to sync a folder. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  syncFile(folder, 'r');
}

export function syncFile(path: string, flags = 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
