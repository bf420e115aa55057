import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { newestWholeCheckpoint } from '../../../src/main/checkpoints/newest-whole-checkpoint';
import { sweepCheckpointFiles } from '../../../src/main/checkpoints/sweep-checkpoint-files';
import { isPassing, verifyCheckpointFile } from '../../../src/main/checkpoints/verify-checkpoint-file';
import type { CheckpointFile } from '../../../src/main/operations/checkpoints-store';
import { temporaryFolder } from '../storage/temporary-storage';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function stored(number: number, content: Buffer = randomBytes(700_000)): CheckpointFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const path = join(folder, `${sha256}.checkpoint`);
  writeFileSync(path, content);
  const createdAt = '2026-11-23T10:15:00.000Z';
  return {
    path,
    sha256,
    nextMetricSeq: 0,
    checkpoint: {
      number,
      attempt: 1,
      cause: 'periodic',
      createdAt,
      units: 1,
      percentage: number * 10,
      bytes: content.length,
    },
  };
}

describe('a checkpoint file', () => {
  it('is whole when it is what was written', async () => {
    expect(await verifyCheckpointFile(stored(1))).toBeNull();
  });

  it('is found damaged with any one byte flipped', async () => {
    const file = stored(1, randomBytes(600));
    const content = readFileSync(file.path);
    await fc.assert(
      fc.asyncProperty(fc.nat(599), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const flipped = Buffer.from(content);
        flipped[at] = (flipped[at] as number) ^ bits;
        writeFileSync(file.path, flipped);
        expect(await verifyCheckpointFile(file)).toBe('its content is not what was written');
      }),
      { numRuns: 50 },
    );
  });

  it('is found damaged when it is gone, cut, longer, or no file at all', async () => {
    const [gone, cut, longer, strange] = [stored(1), stored(2), stored(3), stored(4)];
    rmSync(gone.path);
    writeFileSync(cut.path, readFileSync(cut.path).subarray(0, 1_000));
    writeFileSync(longer.path, Buffer.concat([readFileSync(longer.path), Buffer.from('x')]));
    rmSync(strange.path);
    mkdirSync(strange.path);
    expect(await verifyCheckpointFile(gone)).toBe('it is no longer there');
    expect(await verifyCheckpointFile(cut)).toMatch(/^it has 1000 bytes/);
    expect(await verifyCheckpointFile(longer)).toMatch(/^it has 700001 bytes/);
    expect(await verifyCheckpointFile(strange)).toMatch(/^it cannot be read/);
  });

  it('is read without keeping others waiting', async () => {
    const file = stored(1, randomBytes(8_000_000));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await verifyCheckpointFile(file);
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('says nothing about itself when the moment is bad', () => {
    expect(['EMFILE', 'EBUSY', 'ENOENT', 'EIO'].map((code) => isPassing({ code }))).toEqual([true, true, false, false]);
    expect(isPassing(null)).toBe(false);
  });
});

describe('the newest whole checkpoint', () => {
  it('is the newest, the older one with a warning, none, or a refusal', async () => {
    const [older, newest] = [stored(1), stored(2)];
    const files = [newest, older];
    expect(await newestWholeCheckpoint(files, verifyCheckpointFile)).toEqual({ file: newest, warning: null });
    rmSync(newest.path);
    const chosen = await newestWholeCheckpoint(files, verifyCheckpointFile);
    expect(chosen.file).toBe(older);
    expect(chosen.warning).toMatch(/newest checkpoint \(at 20 %\) is damaged .* at 10 %/);
    rmSync(older.path);
    await expect(newestWholeCheckpoint(files, verifyCheckpointFile)).rejects.toMatchObject({
      failure: { code: 'checkpoint_damaged', detail: expect.stringContaining('checkpoint 1') },
    });
    expect(await newestWholeCheckpoint([], verifyCheckpointFile)).toEqual({ file: null, warning: null });
  });
});

describe('the sweep of checkpoint files', () => {
  it('removes what no row points to and may go, and nothing else', async () => {
    const [owned, lost, kept] = [stored(1), stored(2), stored(3)];
    const half = join(folder, 'abc.tmp');
    writeFileSync(half, 'half');
    mkdirSync(join(folder, 'a folder'));
    const removed = await sweepCheckpointFiles(
      folder,
      (paths) => paths.filter((path) => path !== owned.path),
      (path) => path !== kept.path,
    );
    expect(removed).toBe(2);
    expect([owned.path, lost.path, kept.path, half, join(folder, 'a folder')].map(existsSync)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});
