import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** macOS takes 103 bytes, Linux 107. */
const MAX_PATH_BYTES = 100;
const SOCKET_NAME = 's';

/**
 * A new address that only this user can reach. A socket lies in a folder of its own outside of the profile, whose path
 * may be longer than a socket's may be; the folder is made with mode 0700 and a name nobody can guess or take first.
 * @throws Error when no folder can be made
 */
export function newSocketAddress(
  platform: NodeJS.Platform = process.platform,
  folders: readonly (string | undefined)[] = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'],
): string {
  if (platform === 'win32') return `\\\\.\\pipe\\tradewind-${randomBytes(16).toString('hex')}`;
  let reason: unknown = new Error('no folder has a path that is short enough');
  for (const folder of folders) {
    if (!folder || Buffer.byteLength(join(folder, 'tradewind-XXXXXX', SOCKET_NAME)) >= MAX_PATH_BYTES) continue;
    try {
      return join(mkdtempSync(join(folder, 'tradewind-')), SOCKET_NAME);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

/** Removes a socket and its folder; harmless where there is neither, and touches nothing that is not one. */
export function removeSocketAddress(address: string, platform: NodeJS.Platform = process.platform): void {
  // A pipe goes with its process.
  if (platform === 'win32') return;
  try {
    if (lstatSync(address).isSocket()) rmSync(address);
  } catch {
    // It went with its server.
  }
  try {
    rmdirSync(dirname(address));
  } catch {
    // Gone already, or not empty and so not ours.
  }
}
