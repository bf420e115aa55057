import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import type { CheckpointHead } from '../../../src/workers/runtime/checkpoint-file';
import { type ExpectedCheckpoint, readCheckpoint } from '../../../src/workers/runtime/checkpoint-reader';
import { type CheckpointOnDisk, writeCheckpoint } from '../../../src/workers/runtime/checkpoint-writer';
import { fileSha256 } from '../../../src/workers/runtime/file-hash';
import { operationId } from '../../fakes/operation-ids';
import { temporaryFolder } from '../data/temporary-folder';

const never = new AbortController().signal;
const about = { operationId: operationId(1), engineVersion: '1.0.0', jobHash: 'abc' };
const headOf = (): CheckpointHead => ({
  ...about,
  units: 12,
  nextMetricSeq: 34,
  createdAt: '2026-11-23T10:00:00.000Z',
  nonce: randomUUID(),
});
const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => (index * 31) & 255);

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const write = (state: Uint8Array, signal = never) => writeCheckpoint(folder, headOf(), state, signal);
const read = ({ path, sha256 }: Pick<CheckpointOnDisk, 'path' | 'sha256'>, more: Partial<ExpectedCheckpoint> = {}) =>
  readCheckpoint(path, { ...about, sha256, nextMetricSeq: 34, ...more }, never);

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const thrown: unknown = await reading.then(
    () => 'none',
    (error: unknown) => error,
  );
  if (!(thrown instanceof FailureError)) throw new Error(`expected a failure, got ${String(thrown)}`);
  return `${thrown.failure.code}: ${thrown.failure.message} ${thrown.failure.detail ?? ''}`;
}

describe('a checkpoint file', () => {
  test.each([0, 1, 1_000, 700_001])('gives back a state of %i bytes', async (count) => {
    const file = await write(bytes(count));
    const { units, state } = await read(file);
    expect(units).toBe(12);
    expect(Buffer.from(state).equals(bytes(count))).toBe(true);
  });

  test('is named by its content and leaves nothing else behind', async () => {
    const file = await write(bytes(100));
    expect(readdirSync(folder)).toEqual([`${file.sha256}.checkpoint`]);
    expect(basename(file.path)).toBe(`${file.sha256}.checkpoint`);
    expect(await fileSha256(file.path, never)).toEqual({ sha256: file.sha256, bytes: file.bytes });
  });

  test('of the same state is another file, so that one can go while the other stays', async () => {
    const [first, second] = [await write(bytes(100)), await write(bytes(100))];
    expect(first.path).not.toBe(second.path);
    rmSync(first.path);
    expect((await read(second)).state).toHaveLength(100);
  });

  test('with any byte flipped is noticed, also when its name was made to fit', async () => {
    const file = await write(bytes(64));
    const content = readFileSync(file.path);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: content.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const broken = Buffer.from(content);
        broken[at] = broken[at]! ^ flip;
        const path = join(folder, 'broken');
        writeFileSync(path, broken);
        const { sha256 } = await fileSha256(path, never);
        expect(await faultOf(read({ path, sha256: file.sha256 }))).toMatch(/^checkpoint_damaged: /);
        expect(await faultOf(read({ path, sha256 }))).toMatch(/^checkpoint_damaged: .*does not match its checksum/);
      }),
    );
  });

  test('that is cut off or longer is noticed, wherever', async () => {
    const file = await write(bytes(64));
    const content = readFileSync(file.path);
    for (let length = 0; length < content.length; length += 1) {
      writeFileSync(file.path, content.subarray(0, length));
      expect(await faultOf(read(file))).toMatch(/^checkpoint_damaged: /);
    }
    writeFileSync(file.path, Buffer.concat([content, Buffer.from([0])]));
    expect(await faultOf(read(file))).toMatch(/^checkpoint_damaged: /);
  });

  test('that is not the one that was stored, though whole, is noticed', async () => {
    const [first, second] = [await write(bytes(10)), await write(bytes(10))];
    expect(await faultOf(read({ path: first.path, sha256: second.sha256 }))).toMatch(/another file than was stored/);
  });

  test('of another operation, job or place in the metrics is refused', async () => {
    const file = await write(bytes(10));
    expect(await faultOf(read(file, { operationId: operationId(2) }))).toMatch(/^checkpoint_damaged: .*belongs to op_/);
    expect(await faultOf(read(file, { jobHash: 'other' }))).toMatch(/another strategy, data or seed/);
    expect(await faultOf(read(file, { nextMetricSeq: 35 }))).toMatch(/next metric row is 34 where 35 is expected/);
  });

  test('of another engine says so', async () => {
    const file = await write(bytes(10));
    expect(await faultOf(read(file, { engineVersion: '1.1.0' }))).toMatch(
      /^engine_changed: The checkpoint was made with engine 1\.0\.0, this is engine 1\.1\.0/,
    );
  });

  test('that is gone says so', async () => {
    expect(await faultOf(read({ path: join(folder, 'none'), sha256: '' }))).toMatch(/^checkpoint_damaged: .*no longer/);
  });
});

describe('a checkpoint that cannot be written', () => {
  test('because it is no longer wanted leaves nothing behind, whenever that is', async () => {
    for (let pieces = 0; pieces < 12; pieces += 1) {
      const stop = new AbortController();
      const writing = write(bytes(1_000_000), stop.signal);
      for (let turn = 0; turn < pieces; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      stop.abort(new Error('dropped'));
      await expect(writing).rejects.toThrow('dropped');
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('because its folder is a file says what to do', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    expect(await faultOf(writeCheckpoint(path, headOf(), bytes(10), never))).toMatch(
      /^storage_failed: .*Check the disk/,
    );
  });
});
