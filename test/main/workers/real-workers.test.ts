import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dummyRequestSchema } from '../../../src/contract/requests';
import { settingsSchema } from '../../../src/contract/settings';
import type { JobSnapshot } from '../../../src/contract/worker-protocol';
import { climbCancelLadder } from '../../../src/main/cancellation/cancel-ladder';
import { systemClock } from '../../../src/main/clock';
import { silentLogger } from '../../../src/main/log/logger';
import type { OperationServiceProxy } from '../../../src/main/workers/operation-service-proxy';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { type ChildProcessAdapter, childProcessAdapter } from '../../fakes/child-process-adapter';
import { jobStart } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { type BundledEntries, bundleEntries } from '../../workers/bundle-entries';

// Real processes and threads running the real supervisor and the real dummy job; only Electron is left out.

let entries: BundledEntries;
let adapter: ChildProcessAdapter;
let registry: WorkerRegistry;
let graceMs: number;
let nextId = 1;

beforeAll(async () => {
  entries = await bundleEntries({
    supervisor: 'child-process-supervisor.ts',
    compute: '../../src/workers/compute-entry.ts',
  });
});
afterAll(() => entries.remove());
beforeEach(() => {
  graceMs = 10_000;
  adapter = childProcessAdapter(entries.path('supervisor'));
  const slots = { ...settingsSchema.parse({}).slots, dummy: 1 };
  registry = new WorkerRegistry({
    adapter,
    slots,
    unresponsiveGraceMs: () => graceMs,
    clock: systemClock,
    log: silentLogger,
  });
});
afterEach(() => registry.shutdown());

const dummy = (more: object) => dummyRequestSchema.parse({ type: 'dummy', seconds: 600, ...more });
const acquire = () => registry.acquire('dummy', operationId(nextId++), { priority: 'normal', order: nextId });

async function startDummy(more: object): Promise<OperationServiceProxy> {
  const { proxy } = await acquire().granted;
  const working = new Promise<void>((resolve) => proxy.onProgress(({ phase }) => phase >= 1 && resolve()));
  expect(await proxy.start(dummy(more), jobStart())).toBe(true);
  await working;
  return proxy;
}

const pidOf = (at: number): number => adapter.children[at]!.pid!;

describe('a dummy operation in a real worker', () => {
  test('at flooding speed: 10,000 metrics arrive whole and in order, progress only grows, the end comes last', async () => {
    const { proxy } = await acquire().granted;
    const rows: number[] = [];
    const snapshots: JobSnapshot[] = [];
    let rowsAtEnd = -1;
    proxy.onMetrics(({ firstSeq, kinds, values, width }) => {
      expect(firstSeq).toBe(rows.length);
      for (let row = 0; row < kinds.length; row += 1) rows.push(values[row * width]!);
    });
    proxy.onProgress((snapshot) => snapshots.push(snapshot));
    proxy.onEnd(() => {
      rowsAtEnd = rows.length;
    });
    await proxy.start(dummy({ steps: 10_000, seconds: 0 }), jobStart());
    expect(await proxy.ended).toMatchObject({
      kind: 'completed',
      outcome: { result: { type: 'dummy', steps: 10_000 } },
    });
    expect(rows).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
    expect(rowsAtEnd).toBe(10_000);
    const order = snapshots.map(({ phase, current }) => phase * 1e6 + current);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(snapshots.map(({ seq }) => seq)).toEqual(
      [...new Set(snapshots.map(({ seq }) => seq))].sort((a, b) => a - b),
    );
  });

  test('one after another shares process and thread', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { proxy } = await acquire().granted;
      await proxy.start(dummy({ steps: 2, seconds: 0 }), jobStart());
      expect(await proxy.ended).toMatchObject({ kind: 'completed' });
    }
    expect(adapter.children).toHaveLength(1);
  });

  test('fails when it is asked to, and says in which phase', async () => {
    const { proxy } = await acquire().granted;
    await proxy.start(dummy({ steps: 10, seconds: 0, failAt: 40 }), jobStart());
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'requested_failure', phase: 'Work' } });
  });

  test('says where it is and gives its metrics again when it is asked', async () => {
    const proxy = await startDummy({ steps: 100_000 });
    await sleep(50);
    expect(await proxy.snapshot()).toMatchObject({ phase: 1, total: 100_000 });
    const again = await proxy.metricsSince(2);
    expect(again?.firstSeq).toBeLessThanOrEqual(2);
    proxy.cancel('user');
    await proxy.ended;
  });

  test('stops when it is asked to and leaves its worker to the next', async () => {
    const proxy = await startDummy({});
    climbCancelLadder(proxy, 'user', { graceMs: 60_000, clock: systemClock });
    expect(await proxy.ended).toEqual({ kind: 'cancelled', forced: false, warnings: [] });
    const next = await startDummy({});
    next.cancel('user');
    await next.ended;
    expect(adapter.children).toHaveLength(1);
  });

  test('that ignores all asking loses its thread, and its worker goes on with the next', async () => {
    const proxy = await startDummy({ ignoreCancel: true });
    const ladder = climbCancelLadder(proxy, 'user', { graceMs: 60_000, clock: systemClock });
    await sleep(20);
    expect(proxy.state).toBe('started');
    ladder.forceNow();
    expect(await proxy.ended).toEqual({ kind: 'cancelled', forced: true, warnings: [] });
    const next = await startDummy({});
    next.cancel('user');
    expect(await next.ended).toMatchObject({ kind: 'cancelled', forced: false });
    expect(adapter.children).toHaveLength(1);
  });

  test('fails with the signal when its worker is killed, and the next in the queue starts in a new one', async () => {
    const proxy = await startDummy({});
    const waiting = acquire();
    expect(waiting.position()).toBe(1);
    process.kill(pidOf(0), 'SIGKILL');
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed' } });
    const next = await waiting.granted;
    await next.proxy.start(dummy({ steps: 1, seconds: 0 }), jobStart());
    expect(await next.proxy.ended).toMatchObject({ kind: 'completed' });
    expect(adapter.children).toHaveLength(2);
  });

  test('is not disturbed by the signals of a terminal', async () => {
    const proxy = await startDummy({ seconds: 1, steps: 20 });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pidOf(0), signal);
    expect(await proxy.ended).toMatchObject({ kind: 'completed' });
  });
});

describe('a real worker that stands still', { timeout: 30_000 }, () => {
  const change = (proxy: OperationServiceProxy) =>
    new Promise<string | null>((resolve) => {
      const stop = proxy.onResponsiveness((since) => [stop(), resolve(since)]);
    });

  test('shows as unresponsive, and as well again when it goes on', async () => {
    graceMs = 600_000;
    const proxy = await startDummy({});
    const noticed = change(proxy);
    process.kill(pidOf(0), 'SIGSTOP');
    expect(await noticed).not.toBeNull();
    expect(registry.snapshot().workers).toMatchObject([{ state: 'unresponsive', operationId: proxy.operationId }]);
    const recovered = change(proxy);
    process.kill(pidOf(0), 'SIGCONT');
    expect(await recovered).toBeNull();
    expect(proxy.state).toBe('started');
  });

  test('is ended after the grace, and its operation says that it kept silent', async () => {
    graceMs = 1_000;
    const proxy = await startDummy({});
    process.kill(pidOf(0), 'SIGSTOP');
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'unresponsive', phase: 'Work' } });
    expect(() => process.kill(pidOf(0), 0)).toThrow('ESRCH');
  });
});

test('workers that are killed three times in a row are not started again, until someone says so', async () => {
  for (let round = 0; round < 3; round += 1) {
    const proxy = await startDummy({});
    process.kill(pidOf(round), 'SIGKILL');
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed', phase: 'Work' } });
  }
  await expect(acquire().granted).rejects.toMatchObject({ failure: { code: 'worker_kind_stopped' } });
  expect(registry.snapshot().stopped).toMatchObject([{ kind: 'dummy', why: expect.stringContaining('SIGKILL') }]);
  registry.restart('dummy');
  await startDummy({});
});

describe('a real worker', () => {
  test('sends a heartbeat with its memory, its lag and its operation', async () => {
    const proxy = await startDummy({});
    while (registry.snapshot().workers[0]?.memoryBytes === null) await sleep(20);
    expect(registry.snapshot().workers).toMatchObject([
      { state: 'busy', operationId: proxy.operationId, memoryBytes: expect.any(Number), loopLagMs: expect.any(Number) },
    ]);
    proxy.cancel('user');
    await proxy.ended;
  });

  test('answers questions, if only with a refusal', async () => {
    const asked = registry.ask({ ask: 'equity_points', path: '/nowhere/equity.bin' });
    await expect(asked).rejects.toHaveProperty('failure');
    expect(registry.snapshot().workers).toMatchObject([{ kind: 'data', state: 'idle' }]);
  });

  test('goes when it is told to', async () => {
    await acquire().granted;
    const [child] = adapter.children;
    const exit = new Promise((resolve) => child!.on('exit', resolve));
    child!.send({ kind: 'exit' });
    expect(await exit).toBe(0);
  });

  test('ends rather than guess at a message it does not understand', async () => {
    await acquire().granted;
    const [child] = adapter.children;
    const exit = new Promise((resolve) => child!.on('exit', resolve));
    child!.send({ kind: 'dance' });
    expect(await exit).toBe(64);
  });

  test('leaves nothing behind when everything is shut down, not even a job that ignores it', async () => {
    const proxy = await startDummy({ ignoreCancel: true });
    await registry.shutdown();
    expect(await proxy.ended).toMatchObject({ kind: 'cancelled', forced: true });
    expect(() => process.kill(pidOf(0), 0)).toThrow('ESRCH');
  });
});
