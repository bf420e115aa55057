import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot, MetricBatch } from '../../../src/contract/worker-protocol';
import { silentLogger } from '../../../src/main/log/logger';
import { OperationServiceProxy } from '../../../src/main/workers/operation-service-proxy';
import { WorkerProcess } from '../../../src/main/workers/worker-process';
import {
  dummyOutcome,
  type FakeWorker,
  FakeWorkerAdapter,
  jobStart,
  settled,
  stepBatch,
} from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const id = operationId(1);
const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const snapshotOf = (current: number): JobSnapshot => ({
  seq: current,
  at: 1,
  phase: 0,
  current,
  total: 100,
  innerCurrent: 0,
  innerTotal: 0,
});

function setUp() {
  const clock = new ManualClock();
  const adapter = new FakeWorkerAdapter(clock);
  const worker = new WorkerProcess({ adapter, workerId: 'w1', workerKind: 'dummy', clock, log: silentLogger });
  const fake = adapter.workers[0]!;
  const proxy = new OperationServiceProxy(worker, id, clock);
  const rows: number[] = [];
  const events: string[] = [];
  proxy.onProgress(({ current }) => events.push(`progress ${current}`));
  proxy.onMetrics((batch) => {
    events.push(`metrics ${batch.firstSeq}`);
    for (let row = 0; row < batch.kinds.length; row += 1) rows.push(batch.values[row * batch.width]!);
  });
  proxy.onCheckpoint(({ nextMetricSeq }) => events.push(`checkpoint ${nextMetricSeq}`));
  proxy.onCheckpointFailed(({ code }) => events.push(`no checkpoint: ${code}`));
  proxy.onEnd((end) => events.push(`end ${end.kind}`));
  return { clock, fake, worker, proxy, rows, events };
}

let { clock, fake, worker, proxy, rows, events } = setUp();
beforeEach(() => {
  ({ clock, fake, worker, proxy, rows, events } = setUp());
});

const metrics = (batch: MetricBatch): void => fake.say({ kind: 'metrics', operationId: id, batch });
const answerMetrics = (from: FakeWorker, batch: MetricBatch | null): void =>
  from.say({ kind: 'metricsReply', requestId: from.last('metrics')!.requestId, batch });

describe('one operation in one worker', () => {
  test('is handed over, followed and ended', async () => {
    const started = proxy.start(job, jobStart());
    expect(fake.last('start')).toEqual({ kind: 'start', operationId: id, job, start: jobStart() });
    fake.say({ kind: 'started', operationId: id });
    expect(await started).toBe(true);
    fake.say({ kind: 'progress', operationId: id, snapshot: snapshotOf(40) });
    metrics(stepBatch(0, 2));
    fake.complete(id);
    expect(await proxy.ended).toEqual({ kind: 'completed', outcome: dummyOutcome() });
    expect(events).toEqual(['progress 40', 'metrics 0', 'end completed']);
    expect(worker.isIdle).toBe(true);
  });

  test('ends once: a second terminal message and whatever comes after the first changes nothing', async () => {
    void proxy.start(job, jobStart());
    fake.say({ kind: 'cancelled', operationId: id, forced: false, warnings: ['w'] });
    fake.complete(id);
    fake.say({ kind: 'progress', operationId: id, snapshot: snapshotOf(99) });
    metrics(stepBatch(0, 1));
    fake.exit(1);
    expect(await proxy.ended).toEqual({ kind: 'cancelled', forced: false, warnings: ['w'] });
    expect(events).toEqual(['end cancelled']);
  });

  test('fails with the reason when its worker dies, and whoever waited for its start is told', async () => {
    const started = proxy.start(job, jobStart());
    fake.exit(9);
    expect(await started).toBe(false);
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed' } });
    proxy.cancel('user');
    proxy.terminate();
    proxy.kill();
    expect(await proxy.snapshot()).toBeNull();
  });

  test('whose worker died before it was handed over does not start', async () => {
    fake.exit(1);
    expect(await proxy.start(job, jobStart())).toBe(false);
    expect(await proxy.ended).toMatchObject({ kind: 'failed' });
  });

  test('can be given up before it was handed over, and then its worker is free', async () => {
    proxy.abandon();
    expect(await proxy.ended).toEqual({ kind: 'cancelled', forced: false, warnings: [] });
    expect(worker.isIdle).toBe(true);
    expect(await proxy.start(job, jobStart())).toBe(false);
    expect(fake.last('start')).toBeUndefined();
  });

  test('cannot be handed over twice', () => {
    void proxy.start(job, jobStart());
    expect(() => proxy.start(job, jobStart())).toThrow('started before');
  });

  test('that was cancelled by force ends as cancelled when its worker is gone', async () => {
    void proxy.start(job, jobStart());
    proxy.cancel('user');
    proxy.terminate();
    expect(fake.received.slice(1)).toEqual([
      { kind: 'cancel', operationId: id, reason: 'user' },
      { kind: 'terminate', operationId: id },
    ]);
    expect(proxy.state).toBe('started');
    proxy.kill();
    expect(proxy.state).toBe('started');
    expect(await proxy.ended).toEqual({ kind: 'cancelled', forced: true, warnings: [] });
  });

  test('that was only asked to stop has failed when its worker dies', async () => {
    void proxy.start(job, jobStart());
    proxy.cancel('user');
    fake.exit(11);
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed' } });
  });

  test('says where it is when asked, or nothing when the worker keeps silent for half a second', async () => {
    void proxy.start(job, jobStart());
    const first = proxy.snapshot();
    fake.say({ kind: 'snapshotReply', requestId: fake.last('snapshot')!.requestId, snapshot: snapshotOf(7) });
    expect(await first).toEqual(snapshotOf(7));
    const second = proxy.snapshot();
    clock.advance(500);
    expect(await second).toBeNull();
  });

  test('stops listening when it is told to', () => {
    const stop = proxy.onProgress(() => events.push('never'));
    stop();
    void proxy.start(job, jobStart());
    fake.say({ kind: 'progress', operationId: id, snapshot: snapshotOf(1) });
    expect(events).toEqual(['progress 1']);
  });
});

describe('the phase in which an operation was lost', () => {
  const crash = async () => {
    fake.exit(9);
    const end = await proxy.ended;
    return end.kind === 'failed' ? end.failure.phase : end.kind;
  };

  test('is none before the worker took it on', async () => {
    void proxy.start(job, jobStart());
    expect(await crash()).toBeNull();
  });

  test('is its first one until it is heard from another', async () => {
    void proxy.start(job, jobStart());
    fake.take(id);
    expect(await crash()).toBe('Prepare');
  });

  test('is the one its last progress came from', async () => {
    void proxy.start(job, jobStart());
    fake.take(id);
    fake.say({ kind: 'progress', operationId: id, snapshot: { ...snapshotOf(3), phase: 1 } });
    expect(await crash()).toBe('Work');
  });

  test('is none when the worker counts further than there are phases', async () => {
    void proxy.start(job, jobStart());
    fake.say({ kind: 'progress', operationId: id, snapshot: { ...snapshotOf(3), phase: 99 } });
    expect(await crash()).toBeNull();
  });
});

describe('checkpoints', () => {
  beforeEach(() => {
    void proxy.start(job, jobStart());
  });

  test('are told as they were written, and asked for as they are wanted', () => {
    const seen: unknown[] = [];
    proxy.onCheckpoint((checkpoint) => seen.push(checkpoint));
    const written = fake.checkpoint(id, { units: 7 });
    expect(seen).toEqual([written]);
    proxy.requestCheckpoint('suspend');
    expect(fake.last('checkpoint')).toEqual({ kind: 'checkpoint', operationId: id, cause: 'suspend' });
  });

  test('that could not be written are told too, and the job goes on', () => {
    const reason = { code: 'disk_full' as const, message: 'full', detail: null, phase: null };
    fake.say({ kind: 'checkpointFailed', operationId: id, failure: reason });
    expect(events).toEqual(['no checkpoint: disk_full']);
    expect(proxy.state).toBe('started');
  });

  test('are asked for only while there is a job', async () => {
    fake.complete(id);
    await proxy.ended;
    proxy.requestCheckpoint('suspend');
    expect(fake.last('checkpoint')).toBeUndefined();
  });

  test('wait for the metric rows that they count, and hold up the end', async () => {
    metrics(stepBatch(0, 2));
    metrics(stepBatch(4, 2));
    fake.checkpoint(id, { nextMetricSeq: 6 });
    fake.complete(id);
    await settled();
    expect(events).toEqual(['metrics 0']);
    answerMetrics(fake, stepBatch(2, 2));
    expect(await proxy.ended).toMatchObject({ kind: 'completed' });
    expect(events).toEqual(['metrics 0', 'metrics 2', 'metrics 4', 'checkpoint 6', 'end completed']);
  });

  test('show that the last rows before them were lost', async () => {
    metrics(stepBatch(0, 2));
    fake.checkpoint(id, { nextMetricSeq: 4 });
    await settled();
    expect(fake.last('metrics')).toMatchObject({ cursor: 2 });
    answerMetrics(fake, stepBatch(2, 3));
    await settled();
    expect(events).toEqual(['metrics 0', 'metrics 2', 'checkpoint 4']);
  });
});

test('a resumed attempt takes its metric rows up where the checkpoint left them', async () => {
  void proxy.start(job, jobStart({ firstMetricSeq: 50 }));
  metrics(stepBatch(50, 2));
  expect(rows).toEqual([50, 51]);
  metrics(stepBatch(40, 12));
  expect(rows).toEqual([50, 51]);
});

describe('a worker nobody understands', () => {
  test.each([
    ['a message of no known shape', { kind: 'progress', operationId: id, snapshot: { seq: 'x' } }],
    ['no message at all', 'hello?'],
    [
      'metrics whose columns do not agree',
      { kind: 'metrics', operationId: id, batch: { ...stepBatch(0, 2), width: 5 } },
    ],
  ])('%s fails the operation once the worker is gone', async (_, message) => {
    void proxy.start(job, jobStart());
    fake.survivesKill = true;
    fake.sayAnything(message);
    fake.complete(id);
    await settled();
    expect(proxy.state).toBe('started');
    fake.exit(9);
    const end = await proxy.ended;
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(end.kind === 'failed' && end.failure.message).toContain('does not understand');
    expect(rows).toEqual([]);
  });
});

describe('metric rows', () => {
  beforeEach(() => {
    void proxy.start(job, jobStart());
  });

  test('that were lost are asked for again; later ones and the end wait for them', async () => {
    metrics(stepBatch(0, 2));
    metrics(stepBatch(4, 2));
    metrics(stepBatch(6, 1));
    fake.complete(id);
    await settled();
    expect(rows).toEqual([0, 1]);
    expect(proxy.state).toBe('started');
    expect(fake.last('metrics')).toMatchObject({ cursor: 2 });
    answerMetrics(fake, stepBatch(2, 4));
    expect(await proxy.ended).toMatchObject({ kind: 'completed' });
    expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(events.at(-1)).toBe('end completed');
  });

  test('that miss a second time are asked for a second time', async () => {
    metrics(stepBatch(2, 1));
    metrics(stepBatch(5, 1));
    answerMetrics(fake, stepBatch(0, 2));
    await settled();
    expect(rows).toEqual([0, 1, 2]);
    expect(fake.last('metrics')).toMatchObject({ cursor: 3 });
    answerMetrics(fake, stepBatch(3, 3));
    await settled();
    expect(rows).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test.each([
    ['the worker has none', (from: FakeWorker) => answerMetrics(from, null)],
    ['it sends others', (from: FakeWorker) => answerMetrics(from, stepBatch(1, 1))],
    ['it does not answer', () => clock.advance(2_000)],
  ])('that stay lost because %s fail the operation', async (_, happen) => {
    metrics(stepBatch(3, 1));
    happen(fake);
    expect(await proxy.ended).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(rows).toEqual([]);
  });

  test('arrive whole, once and in order, whatever is lost or sent twice on the way', async () => {
    const delivery = fc.array(
      fc.record({ rows: fc.integer({ min: 1, max: 5 }), fate: fc.constantFrom('arrives', 'lost', 'twice') }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(delivery, async (batches) => {
        const one = setUp();
        void one.proxy.start(job, jobStart());
        let sent = 0;
        const answerOpenRequests = async (): Promise<void> => {
          for (let answered = -1; answered !== one.fake.received.length; ) {
            answered = one.fake.received.length;
            const request = one.fake.last('metrics');
            if (request !== undefined && request.cursor < sent) {
              answerMetrics(one.fake, stepBatch(request.cursor, sent - request.cursor));
            }
            await settled();
          }
        };
        for (const { rows: count, fate } of batches) {
          const say = () => one.fake.say({ kind: 'metrics', operationId: id, batch: stepBatch(sent, count) });
          if (fate !== 'lost') say();
          if (fate === 'twice') say();
          sent += count;
        }
        // Nothing can show that the very last batch is missing, so it always arrives.
        one.fake.say({ kind: 'metrics', operationId: id, batch: stepBatch(sent, 1) });
        sent += 1;
        one.fake.complete(id);
        await answerOpenRequests();
        expect(one.rows).toEqual(Array.from({ length: sent }, (_, index) => index));
        expect(await one.proxy.ended).toMatchObject({ kind: 'completed' });
      }),
      { numRuns: 50 },
    );
  });
});
