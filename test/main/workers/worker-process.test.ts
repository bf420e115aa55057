import { beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/main/log/logger';
import { WorkerProcess } from '../../../src/main/workers/worker-process';
import { type FakeWorker, FakeWorkerAdapter, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

let clock: ManualClock;
let fake: FakeWorker;
let worker: WorkerProcess;

beforeEach(() => {
  clock = new ManualClock();
  const adapter = new FakeWorkerAdapter(clock);
  adapter.greets = false;
  worker = new WorkerProcess({ adapter, workerId: 'w1', workerKind: 'dummy', clock, log: silentLogger });
  fake = adapter.workers[0]!;
});

const askSnapshot = (timeoutMs = 500) =>
  worker.ask((requestId) => ({ kind: 'snapshot', requestId, operationId: operationId(1) }), timeoutMs);

describe('the hello of a worker', () => {
  test('makes it ready', async () => {
    expect(worker.info().state).toBe('starting');
    const hello = worker.awaitHello(5_000);
    fake.hello();
    expect(await hello).toEqual({ kind: 'hello' });
    expect(worker.info()).toMatchObject({
      workerId: 'w1',
      kind: 'dummy',
      state: 'idle',
      pid: 1_000,
      operationId: null,
    });
  });

  test('counts also when it came before anyone waited', async () => {
    fake.hello();
    expect(await worker.awaitHello(5_000)).toEqual({ kind: 'hello' });
  });

  test('that does not come in time is not waited for any longer', async () => {
    const hello = worker.awaitHello(5_000);
    clock.advance(5_000);
    expect(await hello).toEqual({ kind: 'none', why: 'no answer within 5 s', again: true });
  });

  test('is replaced by the exit of a worker that did not get that far', async () => {
    const hello = worker.awaitHello(5_000);
    fake.exit(1);
    expect(await hello).toEqual({ kind: 'none', why: 'it ended with exit code 1', again: true });
  });

  test('of another protocol version is refused, and trying again would not help', async () => {
    const hello = worker.awaitHello(5_000);
    fake.hello(999);
    expect(await hello).toMatchObject({ kind: 'none', again: false });
  });
});

describe('requests to a worker', () => {
  test('find their own replies in any order', async () => {
    const first = askSnapshot();
    const second = askSnapshot();
    const [a, b] = fake.received.filter((message) => message.kind === 'snapshot');
    const snapshot = { seq: 1, at: 1, phase: 0, current: 2, total: 3, innerCurrent: 0, innerTotal: 0 };
    fake.say({ kind: 'snapshotReply', requestId: b!.requestId, snapshot });
    fake.say({ kind: 'snapshotReply', requestId: a!.requestId, snapshot: null });
    expect(await first).toMatchObject({ snapshot: null });
    expect(await second).toMatchObject({ snapshot });
  });

  test('are given up after their time; a reply that comes later is dropped', async () => {
    const late = askSnapshot(500);
    clock.advance(500);
    await expect(late).rejects.toMatchObject({ failure: { code: 'internal' } });
    fake.say({ kind: 'snapshotReply', requestId: fake.last('snapshot')!.requestId, snapshot: null });
  });

  test('reject with the failure a worker refuses them with', async () => {
    const refused = askSnapshot();
    const failure = { code: 'file_missing' as const, message: 'gone', detail: null, phase: null };
    fake.say({ kind: 'refusal', requestId: fake.last('snapshot')!.requestId, failure });
    await expect(refused).rejects.toMatchObject({ failure });
  });

  test('all settle when the worker ends, and none can be made afterwards', async () => {
    const open = [askSnapshot(), askSnapshot()];
    fake.exit(9);
    for (const one of open) await expect(one).rejects.toMatchObject({ failure: { code: 'worker_crashed' } });
    await expect(askSnapshot()).rejects.toMatchObject({ failure: { code: 'worker_crashed' } });
    expect(() => worker.send({ kind: 'exit' })).toThrow('The worker stopped unexpectedly');
  });
});

describe('a worker process', () => {
  test('shows its heartbeat', () => {
    fake.hello();
    clock.advance(1_000);
    fake.say({
      kind: 'heartbeat',
      operationId: null,
      memoryBytes: 5,
      loopLagMs: 2,
      reportAgeMs: null,
      reportDueMs: null,
    });
    clock.advance(300);
    expect(worker.info()).toMatchObject({ memoryBytes: 5, loopLagMs: 2, lastHeartbeatAt: '2026-11-23T10:15:01.000Z' });
    expect(worker.silentForMs()).toBe(300);
  });

  test('has one operation at a time', () => {
    fake.hello();
    const listener = {
      operationId: operationId(1),
      onMessage: () => {},
      onMalformed: () => {},
      onResponsiveness: () => {},
      onGivenUp: () => {},
      onExit: () => {},
    };
    const letGo = worker.follow(listener);
    expect(worker.info()).toMatchObject({ state: 'busy', operationId: operationId(1) });
    expect(() => worker.follow(listener)).toThrow('busy');
    letGo();
    expect(worker.isIdle).toBe(true);
  });

  test('gives an operation its own messages and drops those of others', () => {
    fake.hello();
    const seen: string[] = [];
    worker.follow({
      operationId: operationId(1),
      onMessage: (message) => seen.push(message.operationId),
      onMalformed: () => seen.push('malformed'),
      onResponsiveness: () => seen.push('responsiveness'),
      onGivenUp: () => seen.push('given up'),
      onExit: () => seen.push('exit'),
    });
    fake.say({ kind: 'started', operationId: operationId(2) });
    fake.say({ kind: 'started', operationId: operationId(1) });
    fake.sayAnything({ kind: 'progress', operationId: operationId(1), snapshot: 'nonsense' });
    fake.exit(1);
    expect(seen).toEqual([operationId(1), 'malformed', 'exit']);
  });

  test('that is told to go is killed when it stays', async () => {
    fake.hello();
    const received: string[] = [];
    fake.post = (message) => received.push(message.kind);
    let gone = false;
    worker.onExit(() => {
      gone = true;
    });
    worker.retire();
    expect(worker.info().state).toBe('exiting');
    clock.advance(1_999);
    await settled();
    expect([received, gone]).toEqual([['exit'], false]);
    clock.advance(1);
    await settled();
    expect(gone).toBe(true);
  });
});
