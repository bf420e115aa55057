import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyIntegrity } from '../../scripts/setup/integrity.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

const integrityOf = (content: string): string => `sha512-${createHash('sha512').update(content).digest('base64')}`;

test('a file with the expected content passes', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a.tgz': 'content' });
  await expect(verifyIntegrity(join(folder, 'a.tgz'), integrityOf('content'))).resolves.toBeUndefined();
});

test('a file with other content is refused with both integrities', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a.tgz': 'contenT' });
  const refused = verifyIntegrity(join(folder, 'a.tgz'), integrityOf('content'));
  await expect(refused).rejects.toThrow(`its integrity is ${integrityOf('contenT')}, not ${integrityOf('content')}`);
});
