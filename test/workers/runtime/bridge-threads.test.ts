import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBridgeMemory, METRIC_WIDTH } from '../../../src/workers/runtime/bridge-memory';
import { BridgeReader } from '../../../src/workers/runtime/bridge-reader';
import { raiseCancelFlag } from '../../../src/workers/runtime/shared-token';
import { type BundledEntries, bundleEntries } from '../bundle-entries';
import type { BridgeThreadTask } from './bridge-thread';

let entries: BundledEntries;
beforeAll(async () => {
  entries = await bundleEntries({ thread: 'runtime/bridge-thread.ts' });
});
afterAll(() => entries.remove());

const start = (task: BridgeThreadTask): Worker => new Worker(entries.path('thread'), { workerData: task });

test('no snapshot is ever torn while a thread floods the bridge', async () => {
  const memory = createBridgeMemory();
  const reader = new BridgeReader(memory);
  const thread = start({ memory, write: 'progress', count: Number.MAX_SAFE_INTEGER });
  while ((reader.snapshot()?.current ?? 0) === 0) await sleep(1);
  let changes = 0;
  let last = 0;
  while (changes < 20_000) {
    const { current, total, innerCurrent, innerTotal } = reader.snapshot()!;
    if (total !== current * 3 || innerCurrent !== current + 0.5 || innerTotal !== -current) {
      throw new Error(`torn: ${current} ${total} ${innerCurrent} ${innerTotal}`);
    }
    if (current < last) throw new Error(`went back from ${last} to ${current}`);
    if (current > last) changes += 1;
    last = current;
  }
  raiseCancelFlag(memory);
  expect(await once(thread, 'message')).toEqual(['done']);
});

test('10,000 metrics written at full speed into a small ring arrive whole and in order, and waits are counted', async () => {
  const memory = createBridgeMemory(64);
  const reader = new BridgeReader(memory);
  const thread = start({ memory, write: 'metrics', count: 10_000 });
  const done = once(thread, 'message');
  let next = 1;
  while (next <= 10_000) {
    const batch = reader.takeMetrics();
    if (batch === null) {
      await sleep(1);
      continue;
    }
    expect(batch.firstSeq).toBe(next - 1);
    for (let row = 0; row < batch.kinds.length; row += 1, next += 1) {
      expect(batch.values[row * METRIC_WIDTH]).toBe(next);
      expect(batch.values[row * METRIC_WIDTH + 1]).toBe(next / 3);
      expect(batch.durationMs[row]).toBe(next);
    }
  }
  expect(await done).toEqual(['done']);
  expect(reader.waits).toBeGreaterThan(0);
});

test('a thread that waits for room in a ring nobody empties stops when it is cancelled', async () => {
  const memory = createBridgeMemory(64);
  const reader = new BridgeReader(memory);
  const thread = start({ memory, write: 'metrics', count: 10_000 });
  const done = once(thread, 'message');
  while (reader.waits === 0) await sleep(1);
  raiseCancelFlag(memory);
  expect(await done).toEqual(['cancelled']);
  expect(reader.takeMetrics()?.kinds).toHaveLength(64);
});
