import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/**
 * Throws unless the file's SHA-512 is the expected one. Call it before anything is unpacked or run.
 * @param {string} file
 * @param {string} expected `sha512-<base64>`, as in a lockfile
 */
export async function verifyIntegrity(file, expected) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== expected) {
    throw new Error(
      `${basename(file)} is not the file that was expected, so it was not used: its integrity is ${found}, not ${expected}.`,
    );
  }
}
