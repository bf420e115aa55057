import { beforeEach, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/contract/settings';
import type { WorkerQuestion } from '../../../src/contract/worker-protocol';
import { silentLogger } from '../../../src/main/log/logger';
import type { QueueRank } from '../../../src/main/workers/queue-rank';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { FakeWorkerAdapter, jobStart, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const defaults = settingsSchema.parse({}).slots;
const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const NORMAL: QueueRank = { priority: 'normal', order: 0 };
const question: WorkerQuestion = { ask: 'equity_points', path: '/somewhere' };
const points = { ask: 'equity_points', time: new Float64Array([1]), equity: new Float64Array([2]) } as const;

let clock: ManualClock;
let adapter: FakeWorkerAdapter;
let registry: WorkerRegistry;
let graceMs: number;

beforeEach(() => {
  graceMs = 10_000;
  clock = new ManualClock();
  adapter = new FakeWorkerAdapter(clock);
  registry = new WorkerRegistry({
    adapter,
    slots: { ...defaults, dummy: 1 },
    unresponsiveGraceMs: () => graceMs,
    clock,
    log: silentLogger,
  });
});

/** Takes a place and starts the job as soon as it is granted. */
function queueUp(number: number, rank: QueueRank = NORMAL) {
  const id = operationId(number);
  const place = registry.acquire('dummy', id, rank);
  const running = place.granted.then(async (lease) => {
    void lease.proxy.start(job, jobStart());
    return lease;
  });
  running.catch(() => {});
  return { id, place, running };
}

describe('the queue', () => {
  test('gives the first a worker and the others their places', async () => {
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await first.running;
    expect([first, second, third].map(({ place }) => place.position())).toEqual([null, 1, 2]);
    expect(registry.snapshot()).toMatchObject({ queued: { dummy: 2, training: 0 }, slots: { dummy: 1, training: 1 } });
    expect(adapter.workers).toHaveLength(1);
  });

  test('moves up in order, into the same warm worker, in the turn in which an operation ends', async () => {
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await first.running;
    adapter.workerOf(first.id).complete(first.id);
    expect(second.place.position()).toBeNull();
    expect(third.place.position()).toBe(1);
    expect(registry.snapshot().workers).toMatchObject([{ state: 'busy', operationId: second.id }]);
    await second.running;
    await settled();
    adapter.workerOf(second.id).complete(second.id);
    await third.running;
    expect(adapter.workers).toHaveLength(1);
  });

  test('tells when it moves', async () => {
    const lengths: number[] = [];
    const stopListening = registry.onChange(() => lengths.push(registry.snapshot().queued.dummy));
    const first = queueUp(1);
    queueUp(2);
    await first.running;
    await settled();
    adapter.workerOf(first.id).complete(first.id);
    stopListening();
    queueUp(3);
    queueUp(4);
    expect(lengths).toContain(1);
    expect(lengths.at(-1)).toBe(0);
  });

  test('can be left from any place', async () => {
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await first.running;
    second.place.abandon();
    second.place.abandon();
    await expect(second.place.granted).rejects.toMatchObject({ failure: { code: 'not_allowed' } });
    expect(third.place.position()).toBe(1);
  });

  test('a place left while its worker starts leaves the worker to the next', async () => {
    const [first, second] = [queueUp(1), queueUp(2)];
    first.place.abandon();
    expect((await second.running).proxy.operationId).toBe(second.id);
    expect(adapter.workers).toHaveLength(1);
  });

  test('a lease nobody wants goes to the next', async () => {
    const first = registry.acquire('dummy', operationId(1), NORMAL);
    const second = queueUp(2);
    const lease = await first.granted;
    first.abandon();
    expect(await lease.proxy.ended).toMatchObject({ kind: 'cancelled' });
    expect((await second.running).proxy.operationId).toBe(second.id);
  });

  test('kinds do not wait for each other', async () => {
    await queueUp(1).running;
    const other = registry.acquire('training', operationId(2), NORMAL);
    expect(other.position()).toBeNull();
    await other.granted;
    expect(adapter.workers.map(({ kind }) => kind)).toEqual(['dummy', 'training']);
  });
});

describe('the rank of an operation', () => {
  test('decides who is next: first the priority, then the order, then who came first', async () => {
    const first = queueUp(1);
    await first.running;
    await settled();
    const waiting = [
      queueUp(2, { priority: 'low', order: 0 }),
      queueUp(3, { priority: 'normal', order: 9 }),
      queueUp(4, { priority: 'normal', order: 8 }),
      queueUp(5, { priority: 'high', order: 99 }),
      queueUp(6, { priority: 'normal', order: 8 }),
    ];
    expect(waiting.map(({ place }) => place.position())).toEqual([5, 4, 2, 1, 3]);
  });

  test('can change while it waits, and takes nothing from who runs', async () => {
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await first.running;
    await settled();
    let changes = 0;
    registry.onChange(() => {
      changes += 1;
    });
    registry.reorder(
      new Map([
        [first.id, { priority: 'low', order: 0 }],
        [third.id, { priority: 'high', order: 0 }],
      ]),
    );
    expect([first, second, third].map(({ place }) => place.position())).toEqual([null, 2, 1]);
    expect(registry.snapshot().workers).toMatchObject([{ operationId: first.id }]);
    expect(changes).toBeGreaterThan(0);
    adapter.workerOf(first.id).complete(first.id);
    expect((await third.running).proxy.operationId).toBe(third.id);
    expect(second.place.position()).toBe(1);
  });
});

describe('slots', () => {
  test('are filled at once when there are more of them', async () => {
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await first.running;
    registry.setSlots({ ...defaults, dummy: 3 });
    await Promise.all([second.running, third.running]);
    expect(adapter.workers).toHaveLength(3);
  });

  test('that are fewer let what runs run on and start nothing until enough has ended', async () => {
    registry.setSlots({ ...defaults, dummy: 2 });
    const [first, second, third] = [queueUp(1), queueUp(2), queueUp(3)];
    await Promise.all([first.running, second.running]);
    await settled();
    registry.setSlots({ ...defaults, dummy: 1 });
    adapter.workerOf(first.id).complete(first.id);
    expect(third.place.position()).toBe(1);
    adapter.workerOf(second.id).complete(second.id);
    expect(third.place.position()).toBeNull();
  });
});

describe('workers that fail', () => {
  test('free their slot for the next when they crash', async () => {
    const [first, second] = [queueUp(1), queueUp(2)];
    const lease = await first.running;
    await settled();
    adapter.workerOf(first.id).exit(9);
    expect(second.place.position()).toBeNull();
    expect(await lease.proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed' } });
    await second.running;
    expect(registry.snapshot().workers).toMatchObject([{ pid: 1_001, operationId: second.id }]);
  });

  test('that crash while idle are forgotten', async () => {
    const first = queueUp(1);
    await first.running;
    await settled();
    const [worker] = adapter.workers;
    worker!.complete(first.id);
    worker!.exit(1);
    expect(registry.snapshot().workers).toEqual([]);
    await queueUp(2).running;
    expect(adapter.workers).toHaveLength(2);
  });

  test('that never start stop their kind until it is started again', async () => {
    adapter.greets = false;
    const [first, second] = [queueUp(1), queueUp(2)];
    for (let step = 0; step < 27; step += 1) {
      clock.advance(1_000);
      await settled();
    }
    await expect(first.place.granted).rejects.toMatchObject({ failure: { code: 'worker_did_not_start' } });
    await expect(second.place.granted).rejects.toMatchObject({ failure: { code: 'worker_kind_stopped' } });
    await expect(queueUp(3).place.granted).rejects.toMatchObject({ failure: { code: 'worker_kind_stopped' } });
    registry.restart('dummy');
    const fourth = queueUp(4);
    adapter.workers.at(-1)!.hello();
    expect((await fourth.running).proxy.operationId).toBe(fourth.id);
  });

  test('that were killed to be rid of them are not used again', async () => {
    const [first, second] = [queueUp(1), queueUp(2)];
    const lease = await first.running;
    await settled();
    adapter.workers[0]!.survivesKill = true;
    lease.release();
    await settled();
    expect(second.place.position()).toBe(1);
    adapter.workers[0]!.exit(9);
    await second.running;
    expect(adapter.workers).toHaveLength(2);
  });

  test('show up as unhealthy after three missed beats, each judged by its own', async () => {
    await queueUp(1).running;
    await registry.acquire('training', operationId(2), NORMAL).granted;
    const [silent, lively] = adapter.workers;
    silent!.hang();
    clock.advance(4_000);
    expect(registry.healthCheckAll()).toEqual([
      { workerId: silent!.workerId, healthy: false, missedBeats: 3, silentForMs: 4_000 },
      { workerId: lively!.workerId, healthy: true, missedBeats: 0, silentForMs: 0 },
    ]);
  });
});

describe('warm workers', () => {
  test('go after a minute without work', async () => {
    const first = queueUp(1);
    await first.running;
    await settled();
    adapter.workers[0]!.complete(first.id);
    clock.advance(59_999);
    expect(registry.snapshot().workers).toMatchObject([{ state: 'idle' }]);
    clock.advance(1);
    expect(registry.snapshot().workers).toEqual([]);
    expect(adapter.alive).toEqual([]);
  });

  test('stay while they work, however long that takes', async () => {
    const first = queueUp(1);
    await first.running;
    await settled();
    adapter.workers[0]!.complete(first.id);
    clock.advance(30_000);
    await queueUp(2).running;
    clock.advance(3_600_000);
    expect(registry.snapshot().workers).toMatchObject([{ state: 'busy' }]);
    expect(adapter.workers).toHaveLength(1);
  });
});

describe('questions', () => {
  const reply = (at: number): void => {
    const { requestId } = adapter.workers[at]!.last('question')!;
    adapter.workers[at]!.say({ kind: 'answer', requestId, answer: points });
  };

  test('are answered while every slot is taken', async () => {
    const busy = registry.acquire('data', operationId(1), NORMAL);
    await busy.granted;
    const answer = registry.ask(question);
    await settled();
    expect(adapter.workers).toHaveLength(2);
    reply(1);
    expect(await answer).toEqual(points);
    expect(registry.snapshot()).toMatchObject({ workers: [{ state: 'busy' }, { state: 'idle' }], queued: { data: 0 } });
  });

  test('share one worker, which goes a minute after the last answer', async () => {
    const first = registry.ask(question);
    const second = registry.ask(question);
    await settled();
    expect(adapter.workers).toHaveLength(1);
    for (const { requestId } of adapter.workers[0]!.received.filter((message) => message.kind === 'question')) {
      adapter.workers[0]!.say({ kind: 'answer', requestId, answer: points });
    }
    await Promise.all([first, second]);
    clock.advance(59_999);
    expect(adapter.alive).toHaveLength(1);
    const third = registry.ask(question);
    await settled();
    clock.advance(1);
    reply(0);
    await third;
    clock.advance(60_000);
    await settled();
    expect(adapter.alive).toEqual([]);
  });

  test('fail with their worker, and the next one gets a new worker', async () => {
    const first = registry.ask(question);
    await settled();
    adapter.workers[0]!.exit(11);
    await expect(first).rejects.toMatchObject({ failure: { code: 'worker_crashed' } });
    const second = registry.ask(question);
    await settled();
    reply(1);
    expect(await second).toEqual(points);
  });

  test('answered with something else are not believed', async () => {
    const answer = registry.ask({ ...question, ask: 'equity_series', window: { from: null, to: null, points: 10 } });
    await settled();
    reply(0);
    await expect(answer).rejects.toMatchObject({ failure: { code: 'internal' } });
  });
});

describe('shutting down', () => {
  test('leaves no worker, refuses who waits and who comes, and settles when the last one is gone', async () => {
    const [first, second] = [queueUp(1), queueUp(2)];
    const lease = await first.running;
    const asked = registry.ask(question).catch((error: unknown) => error);
    await settled();
    adapter.greets = false;
    const starting = registry.acquire('training', operationId(3), NORMAL);
    expect(adapter.alive).toHaveLength(3);
    await registry.shutdown();
    expect(adapter.alive).toEqual([]);
    expect(await lease.proxy.ended).toMatchObject({ kind: 'cancelled', forced: true });
    await expect(second.place.granted).rejects.toMatchObject({ failure: { code: 'not_allowed' } });
    await expect(starting.granted).rejects.toMatchObject({ failure: { code: 'not_allowed' } });
    expect(await asked).toMatchObject({ failure: { code: 'worker_crashed' } });
    await expect(queueUp(4).place.granted).rejects.toMatchObject({ failure: { code: 'not_allowed' } });
    await expect(registry.ask(question)).rejects.toMatchObject({ failure: { code: 'worker_did_not_start' } });
    clock.advance(3_600_000);
    await settled();
    expect(adapter.alive).toEqual([]);
    expect(adapter.workers).toHaveLength(3);
  });
});
