import { open } from 'node:fs/promises';

export const syncFile = (path: string): Promise<void> => sync(path, 'r+');

/** Makes a rename survive a power cut. Windows can neither open nor needs to sync a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder, 'r');
}

async function sync(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
