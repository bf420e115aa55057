import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { JobCancelled } from '../../../src/engine/job-control';
import { readColumnFile, writeColumnFile } from '../../../src/workers/data/column-file';
import { temporaryFolder } from './temporary-folder';

const NEVER = new AbortController().signal;
const COLUMNS = {
  time: Float64Array.of(1, 2, 3),
  equity: Float64Array.of(1e-300, Number.NaN, -0),
};
const read = (path: string) => readColumnFile(path, 'equity', ['time', 'equity'], 'equity curve');

test('columns come back to the last bit, from a file named by its content', async () => {
  const folder = temporaryFolder();
  const artifact = await writeColumnFile(folder, 'equity', COLUMNS, NEVER);
  expect(await read(artifact.path)).toEqual(COLUMNS);
  const content = readFileSync(artifact.path);
  expect(artifact.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(basename(artifact.path)).toBe(`${artifact.sha256}.equity`);
  expect(artifact.bytes).toBe(content.length);
  expect(readdirSync(folder)).toEqual([basename(artifact.path)]);
});

test('equal content has the same name, other content another', async () => {
  const folder = temporaryFolder();
  const first = await writeColumnFile(folder, 'equity', COLUMNS, NEVER);
  const again = await writeColumnFile(folder, 'equity', COLUMNS, NEVER);
  const other = await writeColumnFile(folder, 'equity', { ...COLUMNS, time: Float64Array.of(1, 2, 4) }, NEVER);
  expect(again).toEqual(first);
  expect(other.path).not.toBe(first.path);
});

test('long columns and part of a larger memory are written whole', async () => {
  const memory = Float64Array.from({ length: 400_000 }, (_, index) => index / 3);
  const columns = { time: memory.subarray(100_000), equity: memory.subarray(0, 300_000) };
  const { path } = await writeColumnFile(temporaryFolder(), 'equity', columns, NEVER);
  expect(await read(path)).toEqual({ time: columns.time.slice(), equity: columns.equity.slice() });
});

test('a flipped byte anywhere, a cut file and a file of another kind are refused', async () => {
  const folder = temporaryFolder();
  const { path } = await writeColumnFile(folder, 'equity', COLUMNS, NEVER);
  const content = readFileSync(path);
  const damaged = { failure: { code: 'storage_failed', message: expect.stringMatching(/equity curve is damaged/) } };
  for (let index = 0; index < content.length; index += 1) {
    const flipped = Buffer.from(content);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    writeFileSync(path, flipped);
    await expect(read(path)).rejects.toMatchObject(damaged);
  }
  writeFileSync(path, content);
  truncateSync(path, statSync(path).size - 8);
  await expect(read(path)).rejects.toMatchObject(damaged);
  truncateSync(path, 3);
  await expect(read(path)).rejects.toMatchObject(damaged);
  const signals = await writeColumnFile(folder, 'signals', COLUMNS, NEVER);
  await expect(read(signals.path)).rejects.toMatchObject({
    failure: { message: expect.stringMatching(/is not one of equity/) },
  });
});

test('a file that is not there is refused in plain words', async () => {
  await expect(read(join(temporaryFolder(), 'none'))).rejects.toMatchObject({
    failure: {
      code: 'storage_failed',
      message: expect.stringMatching(/equity curve is missing: .* Run the operation again/),
    },
  });
});

test('columns of unequal length are a fault of the caller', async () => {
  const columns = { time: new Float64Array(3), equity: new Float64Array(2) };
  await expect(writeColumnFile(temporaryFolder(), 'equity', columns, NEVER)).rejects.toThrow(
    'column equity has 2 rows where 3 are expected',
  );
});

test('a cancelled write leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const controller = new AbortController();
  const columns = { time: new Float64Array(1_000_000), equity: new Float64Array(1_000_000) };
  const writing = writeColumnFile(folder, 'equity', columns, controller.signal);
  setImmediate(() => controller.abort(new JobCancelled()));
  await expect(writing).rejects.toThrow(JobCancelled);
  expect(readdirSync(folder)).toEqual([]);
});
