import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unzip } from '../../scripts/setup/zip.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';
import { zipArchive } from './zip-archive';

const keep = (name: string): string => name;

function archiveIn(folder: string, content: Buffer): string {
  writeFiles(folder, { 'a.zip': content });
  return join(folder, 'a.zip');
}

test('packed, stored and empty files come out with their content and permissions', async () => {
  const folder = temporaryFolder();
  const archive = archiveIn(
    folder,
    zipArchive({
      'App/run': { content: 'x'.repeat(100_000), mode: 0o755 },
      'App/data/plain': { content: 'plain', stored: true },
      'App/empty': { content: '', stored: true },
    }),
  );
  expect(await unzip(archive, join(folder, 'to'), keep)).toBe(3);
  expect(readFileSync(join(folder, 'to/App/run'), 'utf8')).toBe('x'.repeat(100_000));
  expect(statSync(join(folder, 'to/App/run')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(folder, 'to/App/data/plain'), 'utf8')).toBe('plain');
  expect(readFileSync(join(folder, 'to/App/empty'), 'utf8')).toBe('');
});

test('only what is given a place is unpacked, under the name it is given', async () => {
  const folder = temporaryFolder();
  const archive = archiveIn(folder, zipArchive({ 'App/App': { content: 'a' }, 'App/other': { content: 'b' } }));
  await unzip(archive, join(folder, 'to'), (name) => (name === 'App/App' ? 'electron' : undefined));
  expect(readdirSync(join(folder, 'to'))).toEqual(['electron']);
});

test('a name that leads out of the folder is refused', async () => {
  const folder = temporaryFolder();
  const archive = archiveIn(folder, zipArchive({ '../outside': { content: 'a' } }));
  await expect(unzip(archive, join(folder, 'to'), keep)).rejects.toThrow('outside its folder: ../outside');
  expect(existsSync(join(folder, 'outside'))).toBe(false);
});

test('an archive that was cut off is refused', async () => {
  const folder = temporaryFolder();
  const whole = zipArchive({ one: { content: 'a'.repeat(1_000) } });
  const archive = archiveIn(folder, whole.subarray(0, whole.length - 30));
  await expect(unzip(archive, join(folder, 'to'), keep)).rejects.toThrow('cut off');
});

test('a file that unpacks to another size than announced is refused', async () => {
  const folder = temporaryFolder();
  const damaged = zipArchive({ one: { content: 'four' } });
  damaged.writeUInt32LE(5, damaged.indexOf('PK\x01\x02', 'latin1') + 24);
  const archive = archiveIn(folder, damaged);
  await expect(unzip(archive, join(folder, 'to'), keep)).rejects.toThrow('4 bytes instead of 5');
});
