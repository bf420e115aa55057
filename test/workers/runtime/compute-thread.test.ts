import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBridgeMemory } from '../../../src/workers/runtime/bridge-memory';
import { BridgeReader } from '../../../src/workers/runtime/bridge-reader';
import { ComputeThread } from '../../../src/workers/runtime/compute-thread';
import { raiseCancelFlag } from '../../../src/workers/runtime/shared-token';
import { type BundledEntries, bundleEntries } from '../bundle-entries';
import type { Probe } from './probe-job';

let entries: BundledEntries;
beforeAll(async () => {
  entries = await bundleEntries({ probe: 'runtime/probe-job.ts' });
});
afterAll(() => entries.remove());

const policy = { units: null, seconds: 60 };
const start = { resumeFrom: null, policy, attemptAgeMs: 0 };
const nobody = { state: () => {}, stateFailed: () => {}, warning: () => {} };

const run = (thread: ComputeThread, probe: Probe, memory = createBridgeMemory()) =>
  thread.run({ type: 'dummy', input: { probe }, memory, ...start }, nobody);

async function untilComputing(memory: SharedArrayBuffer): Promise<void> {
  const reader = new BridgeReader(memory);
  while (reader.snapshot() === null) await new Promise((resolve) => setImmediate(resolve));
}

describe('a compute thread', () => {
  test('runs one job after another, also after one that failed', async () => {
    const thread = new ComputeThread(entries.path('probe'));
    expect(await run(thread, 'return')).toEqual({ kind: 'completed', output: { steps: 1 } });
    expect(await run(thread, 'throw')).toMatchObject({
      kind: 'failed',
      failure: { code: 'internal', message: expect.stringContaining('probe was told to throw') },
    });
    expect(await run(thread, 'unclonable')).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(await run(thread, 'return')).toMatchObject({ kind: 'completed' });
    expect(thread.isGone).toBe(false);
    await thread.terminate();
  });

  test('refuses a job it does not know and an input that cannot be handed over', async () => {
    const thread = new ComputeThread(entries.path('probe'));
    const unknown = await thread.run({ type: 'training', input: null, memory: createBridgeMemory(), ...start }, nobody);
    expect(unknown).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    const unclonable = await thread.run(
      { type: 'dummy', input: () => {}, memory: createBridgeMemory(), ...start },
      nobody,
    );
    expect(unclonable).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    await thread.terminate();
  });

  test('stops when the flag is raised, before or while it computes', async () => {
    const thread = new ComputeThread(entries.path('probe'));
    const memory = createBridgeMemory();
    const waiting = run(thread, 'wait', memory);
    await untilComputing(memory);
    raiseCancelFlag(memory);
    expect(await waiting).toEqual({ kind: 'cancelled' });
    const cancelledBefore = createBridgeMemory();
    raiseCancelFlag(cancelledBefore);
    expect(await run(thread, 'wait', cancelledBefore)).toEqual({ kind: 'cancelled' });
    await thread.terminate();
  });

  test('that never looks at its token can be terminated', async () => {
    const thread = new ComputeThread(entries.path('probe'));
    const memory = createBridgeMemory();
    const spinning = run(thread, 'spin', memory);
    await untilComputing(memory);
    await thread.terminate();
    expect(await spinning).toEqual({ kind: 'terminated' });
    expect(thread.isGone).toBe(true);
    expect(await run(thread, 'return')).toEqual({ kind: 'terminated' });
  });

  test('that runs out of memory says so', async () => {
    const thread = new ComputeThread(entries.path('probe'), { resourceLimits: { maxOldGenerationSizeMb: 16 } });
    expect(await run(thread, 'exhaust')).toMatchObject({ kind: 'failed', failure: { code: 'out_of_memory' } });
    expect(thread.isGone).toBe(true);
  });

  test('that ends without an answer is a crash', async () => {
    const thread = new ComputeThread(entries.path('probe'));
    expect(await run(thread, 'exit')).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed' } });
    expect(await run(thread, 'return')).toMatchObject({ kind: 'failed' });
  });

  test('whose file is missing fails the job that was given to it', async () => {
    const thread = new ComputeThread('/nowhere/compute.mjs');
    expect(await run(thread, 'return')).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
  });
});
