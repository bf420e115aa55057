import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/contract/settings';
import { silentLogger } from '../../../src/main/log/logger';
import type { OperationServiceProxy } from '../../../src/main/workers/operation-service-proxy';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { dummySnapshot, type FakeWorker, FakeWorkerAdapter, jobStart, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const id = operationId(1);
const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const GRACE_MS = 10_000;

interface Scene {
  readonly clock: ManualClock;
  readonly registry: WorkerRegistry;
  readonly adapter: FakeWorkerAdapter;
  readonly worker: FakeWorker;
  readonly proxy: OperationServiceProxy;
  readonly told: (string | null)[];
  graceMs: number;
}

async function setUp(): Promise<Scene> {
  const clock = new ManualClock();
  const adapter = new FakeWorkerAdapter(clock);
  const scene = { graceMs: GRACE_MS };
  const { slots } = settingsSchema.parse({});
  const unresponsiveGraceMs = () => scene.graceMs;
  const registry = new WorkerRegistry({ adapter, slots, unresponsiveGraceMs, clock, log: silentLogger });
  const { proxy } = await registry.acquire('dummy', id, { priority: 'normal', order: 1 }).granted;
  const told: (string | null)[] = [];
  proxy.onResponsiveness((since) => told.push(since));
  void proxy.start(job, jobStart());
  const worker = adapter.workerOf(id);
  worker.take(id);
  worker.say({ kind: 'progress', operationId: id, snapshot: dummySnapshot(3) });
  return Object.assign(scene, { clock, registry, adapter, worker, proxy, told });
}

let scene: Scene;
beforeEach(async () => {
  scene = await setUp();
});

const state = () => scene.registry.snapshot().workers[0]?.state;

describe('a worker that is not heard of', () => {
  test('shows as unresponsive after three missed beats, with the moment it was last heard', () => {
    const { clock, worker, told } = scene;
    clock.advance(2_000);
    worker.hang();
    clock.advance(3_000);
    expect([told, state()]).toEqual([[], 'busy']);
    clock.advance(1_000);
    expect([told, state()]).toEqual([['2026-11-23T10:15:02.000Z'], 'unresponsive']);
    clock.advance(3_000);
    expect(told).toHaveLength(1);
  });

  test('is well again with its next word', () => {
    const { clock, worker, told } = scene;
    worker.hang();
    clock.advance(6_000);
    worker.comeBack();
    clock.advance(1_000);
    expect([told.length, told.at(-1), state()]).toEqual([2, null, 'busy']);
    worker.hang();
    clock.advance(GRACE_MS);
    expect(scene.proxy.state).toBe('started');
  });

  test('is ended after the grace: first its thread, then the process, and the operation says where and what to do', async () => {
    const { clock, worker, proxy } = scene;
    worker.hang();
    clock.advance(4_000 + GRACE_MS - 1_000);
    expect(worker.last('terminate')).toBeUndefined();
    clock.advance(1_000);
    expect(worker.last('terminate')).toBeDefined();
    clock.advance(500);
    await settled();
    const end = await proxy.ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'unresponsive', phase: 'Work' } });
    const message = end.kind === 'failed' ? end.failure.message : '';
    expect(message).toContain('did not answer for 14 s in the phase Work');
    expect(message).toContain('checkpoint');
    expect(scene.registry.snapshot()).toMatchObject({ workers: [], stopped: [] });
  });

  test('counts the grace as it is set now', async () => {
    const { clock, worker } = scene;
    worker.hang();
    clock.advance(5_000);
    scene.graceMs = 60_000;
    clock.advance(30_000);
    expect(worker.last('terminate')).toBeUndefined();
    scene.graceMs = 1_000;
    clock.advance(1_000);
    expect(worker.last('terminate')).toBeDefined();
  });

  test('and is being cancelled is left to the ladder: it ends as cancelled', async () => {
    const { clock, worker, proxy } = scene;
    proxy.cancel('user');
    worker.hang();
    clock.advance(60_000);
    expect(worker.last('terminate')).toBeUndefined();
    proxy.kill();
    expect(await proxy.ended).toMatchObject({ kind: 'cancelled', forced: true });
  });

  test('that completes while it is being ended has completed', async () => {
    const { clock, worker, proxy } = scene;
    worker.hang();
    clock.advance(4_000 + GRACE_MS);
    worker.complete(id);
    expect(await proxy.ended).toMatchObject({ kind: 'completed' });
  });

  test('is ended without ado when it has nothing to do', async () => {
    const { clock, worker, adapter } = scene;
    worker.complete(id);
    worker.hang();
    clock.advance(4_000);
    expect(state()).toBe('unresponsive');
    clock.advance(GRACE_MS);
    await settled();
    expect(adapter.alive).toEqual([]);
  });

  test('is not given the next operation', async () => {
    const { clock, worker, registry, adapter } = scene;
    worker.complete(id);
    worker.hang();
    clock.advance(5_000);
    await registry.acquire('dummy', operationId(2), { priority: 'normal', order: 2 }).granted;
    await settled();
    expect(adapter.workers).toHaveLength(2);
    expect(adapter.alive).toEqual([adapter.workers[1]]);
  });
});

describe('a job that reports nothing in a worker that beats', () => {
  test('shows as unresponsive after three missed reports, and is ended with its thread alone', async () => {
    const { clock, worker, proxy, told, adapter } = scene;
    clock.advance(20_000);
    worker.reportDueMs = 2_000;
    worker.reportAgeMs = 7_900;
    clock.advance(1_000);
    expect(told).toEqual([]);
    worker.reportAgeMs = 8_900;
    clock.advance(1_000);
    expect(told).toHaveLength(1);
    worker.reportAgeMs = 18_900;
    clock.advance(GRACE_MS);
    expect(worker.last('terminate')).toBeDefined();
    worker.say({ kind: 'cancelled', operationId: id, forced: true, warnings: ['w'] });
    const end = await proxy.ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'unresponsive' }, warnings: ['w'] });
    expect(end.kind === 'failed' && end.failure.message).toContain('reported nothing for 19 s');
    expect(state()).toBe('idle');
    expect(adapter.alive).toHaveLength(1);
  });

  test('is not blamed for what was silent before it began', () => {
    const { clock, worker, told } = scene;
    worker.reportAgeMs = 3_600_000;
    clock.advance(3_000);
    expect(told).toEqual([]);
  });

  test('is forgiven what it could not report while the computer slept, even when its own clock went on', () => {
    const { clock, worker, registry, told } = scene;
    clock.advance(10_000);
    registry.forgive();
    worker.reportAgeMs = 8 * 3_600_000;
    clock.advance(3_000);
    expect(told).toEqual([]);
  });
});

type Disturbance =
  | { readonly kind: 'runs' | 'stands still' | 'main is busy'; readonly ms: number }
  | { readonly kind: 'clock is set'; readonly ms: number };

const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.record({ kind: fc.constant('runs' as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({
    kind: fc.constantFrom('stands still' as const, 'main is busy' as const),
    ms: fc.integer({ min: 0, max: 3_600_000 }),
  }),
  fc.record({ kind: fc.constant('clock is set' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }),
);

const disturb = ({ clock, worker }: Scene, { kind, ms }: Disturbance): void => {
  if (kind === 'runs') clock.advance(ms);
  else if (kind === 'clock is set') clock.setWall(ms);
  else if (kind === 'stands still') clock.stall(ms);
  else {
    // Its beats wait in line until after the look that is due.
    worker.hang();
    clock.stall(ms);
    worker.comeBack();
  }
};

test('there is no false alarm, however long computer or main stood still and whatever the wall clock was set to', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(disturbance, { maxLength: 30 }), async (disturbances) => {
      const one = await setUp();
      for (const each of disturbances) disturb(one, each);
      expect(one.told).toEqual([]);
      expect(one.worker.last('terminate')).toBeUndefined();
      expect(one.proxy.state).toBe('started');
      await one.registry.shutdown();
    }),
    { numRuns: 100 },
  );
});

test('whatever went before, a worker that hangs is noticed within 6 s and ended within its grace', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(disturbance, { maxLength: 10 }), async (disturbances) => {
      const one = await setUp();
      for (const each of disturbances) disturb(one, each);
      one.worker.hang();
      one.clock.advance(6_000);
      expect(one.told).toHaveLength(1);
      one.clock.advance(GRACE_MS + 1_500);
      await settled();
      expect(await one.proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'unresponsive' } });
    }),
    { numRuns: 100 },
  );
});
