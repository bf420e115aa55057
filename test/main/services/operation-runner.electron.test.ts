import { describe, expect, it, vi } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { outcomeOf, snapshotOf, stepsOf } from '../operations/operation-samples';
import { GRACE_MS, RunnerOnDisk } from './runner-on-disk';

const KILL_AFTER_MS = 500;
const diskIsFull = (): never => {
  throw new FailureError(failure('storage_failed', 'The disk is full.'));
};

describe('one operation', () => {
  it('goes from its row through a worker to its result, and its end is told once', async () => {
    const lab = new RunnerOnDisk();
    const id = lab.askAtOnce();
    expect(lab.status(id)).toBe('pending');
    expect(lab.runner.activeCount).toBe(1);
    await settled();
    expect(lab.status(id)).toBe('running');
    const worker = lab.worker(id);
    worker.say({ kind: 'started', operationId: id });
    worker.say({ kind: 'progress', operationId: id, snapshot: snapshotOf(1, { phase: 1, current: 1, total: 2 }) });
    lab.metrics(id, stepsOf(0, [7, 8]));
    await lab.complete(id, outcomeOf({ result: { type: 'dummy', steps: 2 }, warnings: ['odd'] }));
    expect(lab.as('completed', id)).toMatchObject({ result: { steps: 2 }, warnings: ['odd'] });
    expect(lab.disk.service.metrics(id, 0).metrics.map(({ data }) => data['value'])).toEqual([7, 8]);
    expect(lab.endsOf(id)).toEqual(['completed']);
    expect(lab.runner.activeCount).toBe(0);
    expect(lab.coordinator.status().operations).toEqual([]);
  });

  it('is refused before it has a row when the app is closing', async () => {
    const lab = new RunnerOnDisk();
    await lab.runner.shutdown(1_000);
    expect(() => lab.askAtOnce()).toThrow('Tradewind is closing');
    expect(lab.disk.rows('SELECT 1 FROM operations')).toEqual([]);
  });

  it('says where it is when it is asked', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const answer = lab.runner.refresh(id);
    const { requestId } = lab.worker(id).last('snapshot')!;
    lab.worker(id).say({
      kind: 'snapshotReply',
      requestId,
      snapshot: snapshotOf(5, { phase: 1, current: 50, total: 100 }),
    });
    expect(await answer).toMatchObject({ status: 'running', progress: { percentage: 50 } });
    const waiting = await lab.ask();
    expect(await lab.runner.refresh(waiting)).toMatchObject({ status: 'pending' });
  });

  it('tells every listener its end, also after one that throws', async () => {
    const lab = new RunnerOnDisk();
    const told: string[] = [];
    lab.runner.onEnded(() => {
      throw new Error('a broken listener');
    });
    const stopListening = lab.runner.onEnded(({ operationId: id }) => told.push(id));
    const id = await lab.ask();
    await lab.complete(id);
    expect(told).toEqual([id]);
    expect(lab.errors).toHaveLength(1);
    stopListening();
    await lab.complete(await lab.ask());
    expect(told).toEqual([id]);
  });
});

describe('the queue', () => {
  const positions = (lab: RunnerOnDisk, ids: readonly OperationId[]) =>
    ids.map((id) => {
      const operation = lab.disk.service.get(id);
      return operation.status === 'pending' ? operation.queuePosition : operation.status;
    });

  it('shows each operation its place, and moves up when one ends', async () => {
    const lab = new RunnerOnDisk();
    const ids = [await lab.ask(), await lab.ask(), await lab.ask(), await lab.ask()] as const;
    expect(positions(lab, ids)).toEqual(['running', 1, 2, 3]);
    await lab.complete(ids[0]);
    expect(positions(lab, ids)).toEqual(['completed', 'running', 1, 2]);
    lab.runner.cancel(ids[2], 'user', null);
    await settled();
    expect(positions(lab, ids)).toEqual(['completed', 'running', 'cancelled', 1]);
    await lab.complete(ids[1]);
    await lab.complete(ids[3]);
    expect(lab.ends.map(({ operationId: id }) => id)).toEqual([ids[0], ids[2], ids[1], ids[3]]);
  });

  it('tells those who wait that they moved up', async () => {
    const lab = new RunnerOnDisk();
    const [first, , third] = [await lab.ask(), await lab.ask(), await lab.ask()];
    lab.disk.changes.length = 0;
    await lab.complete(first);
    expect(lab.disk.changes).toContainEqual({ kind: 'changed', operationId: third });
  });
});

describe('cancelling', () => {
  it('ends what waits in the queue at once, and it never starts', async () => {
    const lab = new RunnerOnDisk();
    const [first, second] = [await lab.ask(), await lab.ask()];
    expect(lab.runner.cancel(second, 'user', 'changed my mind')).toMatchObject({
      status: 'cancelled',
      reason: 'user',
      note: 'changed my mind',
      forced: false,
      startedAt: null,
    });
    await lab.complete(first);
    expect(lab.wasHandedOver(second)).toBe(false);
    expect(lab.endsOf(second)).toEqual(['cancelled']);
  });

  it('ends what waits for its worker to start, and the worker serves the next', async () => {
    const lab = new RunnerOnDisk();
    lab.adapter.greets = false;
    const [first, second] = [await lab.ask(), await lab.ask()];
    lab.runner.cancel(first, 'user', null);
    expect(lab.status(first)).toBe('cancelled');
    lab.adapter.workers[0]!.hello();
    await settled();
    expect(lab.wasHandedOver(first)).toBe(false);
    expect(lab.status(second)).toBe('running');
    expect(lab.adapter.workers).toHaveLength(1);
  });

  it('between the grant of a worker and its first work hands nothing over', async () => {
    const lab = new RunnerOnDisk();
    await lab.complete(await lab.ask());
    // The worker is warm, so the slot is granted in this very turn and taken up in the next.
    const id = lab.askAtOnce();
    lab.runner.cancel(id, 'user', null);
    await settled();
    expect(lab.wasHandedOver(id)).toBe(false);
    expect(lab.status(id)).toBe('cancelled');
    const next = await lab.ask();
    expect(lab.status(next)).toBe('running');
  });

  it('shows that it was asked, and ends when the work has confirmed', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    expect(lab.runner.cancel(id, 'user', 'enough')).toMatchObject({
      status: 'running',
      cancelRequested: { reason: 'user', note: 'enough' },
    });
    expect(lab.worker(id).last('cancel')).toEqual({ kind: 'cancel', operationId: id, reason: 'user' });
    expect(lab.status(id)).toBe('running');
    await lab.confirm(id);
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'user', note: 'enough', forced: false });
    expect(lab.worker(id).isGone).toBe(false);
    await lab.pass(GRACE_MS + KILL_AFTER_MS);
    expect(lab.worker(id).last('terminate')).toBeUndefined();
    expect(lab.worker(id).isGone).toBe(false);
  });

  it('ends the thread of work that does not confirm within the grace', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'user', null);
    await lab.pass(GRACE_MS - 1);
    expect(lab.worker(id).last('terminate')).toBeUndefined();
    await lab.pass(1);
    expect(lab.worker(id).last('terminate')).toEqual({ kind: 'terminate', operationId: id });
    expect(lab.status(id)).toBe('running');
    await lab.confirm(id, true);
    expect(lab.as('cancelled', id)).toMatchObject({ forced: true, reason: 'user' });
    await lab.pass(KILL_AFTER_MS);
    expect(lab.worker(id).isGone).toBe(false);
  });

  it('kills the process of a thread that does not end, and the next operation gets a new one', async () => {
    const lab = new RunnerOnDisk();
    const [id, next] = [await lab.ask(), await lab.ask()];
    lab.runner.cancel(id, 'user', null);
    await lab.pass(GRACE_MS);
    await lab.pass(KILL_AFTER_MS);
    expect(lab.worker(id).isGone).toBe(true);
    expect(lab.as('cancelled', id)).toMatchObject({ forced: true });
    expect(lab.status(next)).toBe('running');
    expect(lab.worker(next)).not.toBe(lab.worker(id));
    expect(lab.endsOf(id)).toEqual(['cancelled']);
  });

  it('says cancelled only when the process is really gone', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.worker(id).survivesKill = true;
    lab.runner.cancel(id, 'user', null);
    await lab.pass(GRACE_MS);
    await lab.pass(KILL_AFTER_MS);
    expect(lab.status(id)).toBe('running');
    lab.worker(id).exit(9);
    await settled();
    expect(lab.as('cancelled', id)).toMatchObject({ forced: true });
  });

  it('by force skips the rest of the grace, once', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'user', null);
    lab.runner.forceStop(id);
    lab.runner.forceStop(id);
    expect(lab.worker(id).received.filter(({ kind }) => kind === 'terminate')).toHaveLength(1);
    await lab.confirm(id, true);
    expect(lab.as('cancelled', id)).toMatchObject({ forced: true });
    expect(lab.runner.forceStop(id)).toMatchObject({ status: 'cancelled' });
  });

  it('by force what was not asked to stop asks it first', async () => {
    const lab = new RunnerOnDisk();
    const [id, waiting] = [await lab.ask(), await lab.ask()];
    expect(lab.runner.forceStop(id)).toMatchObject({ status: 'running', cancelRequested: { reason: 'user' } });
    expect(lab.worker(id).last('terminate')).toBeUndefined();
    expect(lab.runner.forceStop(waiting)).toMatchObject({ status: 'cancelled', forced: false });
  });

  it('a second time keeps the first reason and does not restart the grace', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'timeout', 'first');
    await lab.pass(GRACE_MS - 1);
    lab.runner.cancel(id, 'user', 'second');
    expect(lab.worker(id).received.filter(({ kind }) => kind === 'cancel')).toHaveLength(1);
    await lab.pass(1);
    expect(lab.worker(id).last('terminate')).toBeDefined();
    await lab.confirm(id, true);
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'timeout', note: 'first' });
  });

  it('takes the grace from the settings as they are then', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.graceMs = 100;
    lab.runner.cancel(id, 'user', null);
    await lab.pass(100);
    expect(lab.worker(id).last('terminate')).toBeDefined();
  });

  it('of work that completes all the same leaves it completed', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'user', null);
    await lab.complete(id);
    expect(lab.status(id)).toBe('completed');
    await lab.pass(GRACE_MS + KILL_AFTER_MS);
    expect(lab.worker(id).isGone).toBe(false);
    expect(lab.runner.cancel(id, 'user', null)).toMatchObject({ status: 'completed' });
  });

  it('of what there is not says so', () => {
    const lab = new RunnerOnDisk();
    expect(() => lab.runner.cancel(operationId(1), 'user', null)).toThrow('There is no operation');
    expect(() => lab.runner.forceStop(operationId(1))).toThrow('There is no operation');
  });

  it('asked for while the row is being started reaches the worker', async () => {
    const lab = new RunnerOnDisk();
    const id = lab.askAtOnce();
    const stopListening = lab.disk.service.onChange(() => {
      if (lab.status(id) !== 'running') return;
      stopListening();
      lab.runner.cancel(id, 'user', null);
    });
    await settled();
    expect(lab.worker(id).received.map(({ kind }) => kind)).toEqual(['start', 'cancel']);
    await lab.confirm(id);
    expect(lab.status(id)).toBe('cancelled');
  });
});

describe('a worker', () => {
  it('that dies fails its operation with the reason, and the next queued one starts', async () => {
    const lab = new RunnerOnDisk();
    const [id, next] = [await lab.ask(), await lab.ask()];
    lab.metrics(id, stepsOf(0, [1]));
    lab.worker(id).exit(9);
    await settled();
    expect(lab.as('failed', id).failure).toMatchObject({
      code: 'worker_crashed',
      message: expect.stringContaining('SIGKILL'),
    });
    expect(lab.disk.service.metrics(id, 0).metrics).toHaveLength(1);
    expect(lab.status(next)).toBe('running');
    expect(lab.endsOf(id)).toEqual(['failed']);
  });

  it('that dies after it was asked to stop, but not by us, is a crash all the same', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'user', null);
    lab.worker(id).exit(11);
    await settled();
    expect(lab.as('failed', id).failure.code).toBe('worker_crashed');
  });

  it('that says it was cancelled although nobody asked is not believed', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.confirm(id);
    expect(lab.as('failed', id).failure.message).toContain('nobody asked');
  });

  it('that fails its job says why, with its warnings', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const reason = failure('requested_failure', 'As you wished.', { phase: 'Work' });
    lab.worker(id).say({ kind: 'failed', operationId: id, failure: reason, warnings: ['odd'] });
    await settled();
    expect(lab.as('failed', id)).toMatchObject({ failure: reason, warnings: ['odd'] });
    expect(lab.worker(id).isGone).toBe(false);
  });

  it('that never starts fails the operation after its tries', async () => {
    const lab = new RunnerOnDisk();
    lab.adapter.greets = false;
    const id = await lab.ask();
    for (let time = 0; time < 60 && lab.status(id) === 'pending'; time += 1) await lab.pass(1_000);
    expect(lab.as('failed', id)).toMatchObject({ startedAt: null, failure: { code: 'worker_did_not_start' } });
    expect(lab.adapter.alive).toEqual([]);
    expect(lab.endsOf(id)).toEqual(['failed']);
    lab.adapter.greets = true;
    lab.registry.restart('dummy');
    expect(lab.status(await lab.ask())).toBe('running');
  });
});

describe('a disk that fails', () => {
  it('while the result is stored fails the operation and nothing else', async () => {
    const lab = new RunnerOnDisk();
    const [id, next] = [await lab.ask(), await lab.ask()];
    vi.spyOn(lab.disk.service, 'complete').mockImplementationOnce(diskIsFull);
    await lab.complete(id);
    expect(lab.as('failed', id).failure).toMatchObject({ code: 'storage_failed', message: 'The disk is full.' });
    expect(lab.endsOf(id)).toEqual(['failed']);
    expect(lab.worker(id).isGone).toBe(false);
    await lab.complete(next);
    expect(lab.status(next)).toBe('completed');
  });

  it('while metrics are stored fails the operation and stops its work', async () => {
    const lab = new RunnerOnDisk();
    const [id, next] = [await lab.ask(), await lab.ask()];
    vi.spyOn(lab.disk.service, 'appendMetrics').mockImplementationOnce(diskIsFull);
    lab.metrics(id, stepsOf(0, [1]));
    lab.metrics(id, stepsOf(1, [2]));
    await settled();
    expect(lab.as('failed', id).failure.code).toBe('storage_failed');
    expect(lab.worker(id).isGone).toBe(true);
    expect(lab.disk.service.metrics(id, 0).metrics).toEqual([]);
    expect(lab.status(next)).toBe('running');
  });

  it('while the start is stored fails the operation before any work', async () => {
    const lab = new RunnerOnDisk();
    vi.spyOn(lab.disk.service, 'start').mockImplementationOnce(diskIsFull);
    const id = await lab.ask();
    expect(lab.as('failed', id).failure.code).toBe('storage_failed');
    expect(lab.wasHandedOver(id)).toBe(false);
    expect(lab.status(await lab.ask())).toBe('running');
  });

  it('while the row is made refuses the request', () => {
    const lab = new RunnerOnDisk();
    vi.spyOn(lab.disk.service, 'create').mockImplementationOnce(diskIsFull);
    expect(() => lab.askAtOnce()).toThrow('The disk is full.');
    expect(lab.runner.activeCount).toBe(0);
  });

  it('for good lets the work end without a word and keeps the app alive', async () => {
    const lab = new RunnerOnDisk();
    const [id] = [await lab.ask(), await lab.ask(), await lab.ask()];
    lab.disk.storage.close();
    await lab.complete(id);
    expect(lab.runner.activeCount).toBe(0);
    expect(lab.errors.length).toBeGreaterThan(0);
  });

  it('does not keep a shutdown from stopping the work', async () => {
    const lab = new RunnerOnDisk(2);
    const ids = [await lab.ask(), await lab.ask()];
    vi.spyOn(lab.disk.service, 'requestCancel').mockImplementation(diskIsFull);
    const closed = lab.runner.shutdown(1_000);
    for (const id of ids) {
      expect(lab.worker(id).last('cancel')).toMatchObject({ reason: 'shutdown' });
      await lab.confirm(id);
    }
    await closed;
    expect(lab.runner.activeCount).toBe(0);
  });
});

describe('a shutdown', () => {
  it('asks what runs, lets wait what waits, and settles when nothing is driven any more', async () => {
    const lab = new RunnerOnDisk(2);
    const [first, second, third] = [await lab.ask(), await lab.ask(), await lab.ask()] as const;
    let isOver = false;
    const closed = lab.runner.shutdown(10_000).then(() => {
      isOver = true;
    });
    expect(lab.status(third)).toBe('pending');
    expect(lab.worker(first).last('cancel')).toMatchObject({ reason: 'shutdown' });
    await lab.confirm(first);
    expect(isOver).toBe(false);
    await lab.confirm(second);
    await closed;
    for (const id of [first, second])
      expect(lab.as('cancelled', id)).toMatchObject({ reason: 'shutdown', forced: false });
    expect(lab.wasHandedOver(third)).toBe(false);
    expect(lab.endsOf(third)).toEqual([]);
    expect(lab.runner.drives(third)).toBe(false);
    expect(() => lab.askAtOnce()).toThrow('Tradewind is closing');
  });

  it('leaves the reason of what was being cancelled already', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.runner.cancel(id, 'user', 'mine');
    const closed = lab.runner.shutdown(10_000);
    await lab.confirm(id);
    await closed;
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'user', note: 'mine' });
  });

  it('forces work that ignores it when the grace is over', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const closed = lab.runner.shutdown(10_000);
    await lab.pass(GRACE_MS);
    await lab.pass(KILL_AFTER_MS);
    await closed;
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'shutdown', forced: true });
  });

  it('has only so much patience, then ends the rest by force', async () => {
    const lab = new RunnerOnDisk();
    lab.graceMs = 600_000;
    const id = await lab.ask();
    const closed = lab.runner.shutdown(10_000);
    await lab.pass(9_999);
    expect(lab.status(id)).toBe('running');
    await lab.pass(1);
    await closed;
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'shutdown', forced: true });
  });

  it('is over when the storage may be closed: every end was stored and told', async () => {
    const lab = new RunnerOnDisk(2);
    await lab.ask();
    await lab.ask();
    const closed = lab.runner.shutdown(100).then(() => {
      lab.disk.service.close();
      lab.disk.storage.close();
    });
    await lab.pass(100);
    await closed;
    expect(lab.ends.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(lab.errors).toEqual([]);
  });

  it('with nothing to stop is over at once', async () => {
    const lab = new RunnerOnDisk();
    await lab.runner.shutdown(10_000);
    expect(lab.runner.activeCount).toBe(0);
  });
});
