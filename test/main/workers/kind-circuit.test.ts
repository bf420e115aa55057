import { beforeEach, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/contract/settings';
import { silentLogger } from '../../../src/main/log/logger';
import type { Lease } from '../../../src/main/workers/lease';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { FakeWorkerAdapter, jobStart, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const MINUTE = 60_000;

let clock: ManualClock;
let adapter: FakeWorkerAdapter;
let registry: WorkerRegistry;
let lastId: number;

beforeEach(() => {
  clock = new ManualClock();
  adapter = new FakeWorkerAdapter(clock);
  const slots = { ...settingsSchema.parse({}).slots, dummy: 1 };
  registry = new WorkerRegistry({ adapter, slots, unresponsiveGraceMs: () => 10_000, clock, log: silentLogger });
  lastId = 0;
});

const acquire = () => {
  lastId += 1;
  return registry.acquire('dummy', operationId(lastId), { priority: 'normal', order: lastId });
};

async function run(): Promise<Lease> {
  const lease = await acquire().granted;
  void lease.proxy.start(job, jobStart());
  await settled();
  return lease;
}

async function die(code = 11): Promise<void> {
  const { proxy } = await run();
  adapter.workerOf(proxy.operationId).exit(code);
  await settled();
}

const stopped = () => registry.snapshot().stopped;

describe('a kind of worker that keeps dying', () => {
  test('is not started again after three deaths within five minutes, and says since when and why', async () => {
    await die();
    clock.advance(2 * MINUTE);
    await die();
    expect(stopped()).toEqual([]);
    clock.advance(2 * MINUTE);
    await die();
    expect(stopped()).toEqual([
      { kind: 'dummy', since: '2026-11-23T10:19:00.000Z', why: expect.stringContaining('within 5 minutes') },
    ]);
    await expect(acquire().granted).rejects.toMatchObject({
      failure: { code: 'worker_kind_stopped', message: expect.stringContaining('dummy workers') },
    });
    expect(adapter.workers).toHaveLength(3);
  });

  test('is started again as long as the deaths lie further apart', async () => {
    for (let round = 0; round < 6; round += 1) {
      await die();
      clock.advance(2.5 * MINUTE);
    }
    expect(stopped()).toEqual([]);
  });

  test('counts by time that passed, not by what the wall clock says', async () => {
    await die();
    clock.setWall(-60 * MINUTE);
    await die();
    clock.advance(5 * MINUTE);
    clock.setWall(-5 * MINUTE);
    await die();
    expect(stopped()).toEqual([]);
  });

  test('fails who waits in the turn of the third death, so that nobody waits for a turn that does not come', async () => {
    await die();
    await die();
    const { proxy } = await run();
    const waiting = acquire();
    const refused = expect(waiting.granted).rejects.toMatchObject({ failure: { code: 'worker_kind_stopped' } });
    adapter.workerOf(proxy.operationId).exit(11);
    expect(waiting.position()).toBeNull();
    await refused;
    expect(registry.snapshot().queued.dummy).toBe(0);
    expect(adapter.alive).toEqual([]);
  });

  test('lets the other kinds work', async () => {
    for (let round = 0; round < 3; round += 1) await die();
    await registry.acquire('training', operationId(99), { priority: 'normal', order: 1 }).granted;
  });

  test('works as before once it is started again, with a clean sheet', async () => {
    for (let round = 0; round < 3; round += 1) await die();
    registry.restart('dummy');
    expect(stopped()).toEqual([]);
    await die();
    await die();
    expect(stopped()).toEqual([]);
    await run();
  });

  test('that is not stopped is not changed by being started again: deaths stay counted', async () => {
    await die();
    await die();
    registry.restart('dummy');
    await die();
    expect(stopped()).toHaveLength(1);
  });

  test('is also one whose idle workers die', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { proxy } = await run();
      const worker = adapter.workerOf(proxy.operationId);
      worker.complete(proxy.operationId);
      worker.exit(1);
      await settled();
    }
    expect(stopped()).toHaveLength(1);
  });
});

describe('ends that main itself brought about do not count', () => {
  test.each([
    ['a worker that is killed', (lease: Lease) => lease.proxy.kill()],
    [
      'a worker that ends itself because its job was to be terminated',
      (lease: Lease) => {
        lease.proxy.terminate();
        adapter.workerOf(lease.proxy.operationId).exit(65);
      },
    ],
    ['a worker that sent nonsense', (lease: Lease) => adapter.workerOf(lease.proxy.operationId).sayAnything('?')],
  ])('%s', async (_, end) => {
    for (let round = 0; round < 5; round += 1) {
      end(await run());
      await settled();
    }
    expect(adapter.workers).toHaveLength(5);
    expect(stopped()).toEqual([]);
  });

  test('a job that was terminated leaves no excuse for a later death of its worker', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { proxy } = await run();
      const worker = adapter.workerOf(proxy.operationId);
      proxy.terminate();
      worker.say({ kind: 'cancelled', operationId: proxy.operationId, forced: true, warnings: [] });
      worker.exit(11);
      await settled();
    }
    expect(stopped()).toHaveLength(1);
  });
});

test('closing Tradewind is no reason to stop a kind, and a kind cannot be started again afterwards', async () => {
  for (let round = 0; round < 3; round += 1) await die();
  await registry.shutdown();
  registry.restart('dummy');
  await expect(acquire().granted).rejects.toMatchObject({ failure: { code: 'not_allowed' } });
});
