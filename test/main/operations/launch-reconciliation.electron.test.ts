import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { operationQuerySchema } from '../../../src/contract/operation-listing';
import { outcomeOf, snapshotOf, stepsOf } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

describe('launch after a crash', () => {
  it('leaves nothing that claims to run, and keeps what waits', () => {
    const disk = new ServiceOnDisk();
    const waiting = disk.create();
    const running = disk.createRunning();
    disk.clock.advance(3_000);
    disk.service.updateProgress(running, snapshotOf(1, { phase: 1, current: 46, total: 96 }));
    disk.clock.advance(500);
    disk.service.appendMetrics(running, stepsOf(0, [1, 2]));
    disk.crashAndReopen();
    disk.clock.advance(3_600_000);
    const found = disk.service.reconcileAtLaunch();
    expect(found.ended.map((operation) => operation.operationId)).toEqual([running]);
    expect(found).toMatchObject({ putBack: [], waiting: [waiting] });
    expect(disk.as('failed', running)).toMatchObject({
      failure: { code: 'app_closed', message: expect.stringContaining('at 48 %') },
      progress: { percentage: 48, remaining: null },
      completedAt: '2026-11-23T10:15:03.000Z',
    });
    expect(disk.as('failed', running).failure.message).toContain('Resume it');
    expect(disk.as('pending', waiting).queuePosition).toBeNull();
    expect(disk.service.metrics(running, 0).metrics).toHaveLength(2);
    expect(disk.service.list({ ...query, filter: { ...query.filter, statuses: ['running'] } }).total).toBe(0);
  });

  it('keeps the order of what waits', () => {
    const disk = new ServiceOnDisk();
    const [first, second, third] = [disk.create(), disk.create(), disk.create()];
    disk.service.moveInQueue(third, first);
    disk.service.setPriority(second, 'high');
    disk.crashAndReopen();
    expect(disk.service.reconcileAtLaunch().waiting).toEqual([second, third, first]);
  });

  it('ends children that wait for a parent which does not run any more, down to the last generation', () => {
    const disk = new ServiceOnDisk();
    const parent = disk.createRunning({}, 'agent_research');
    const child = disk.createChild(parent, 'training');
    const grandchild = disk.createChild(child);
    const alone = disk.create();
    disk.crashAndReopen();
    const { ended, waiting } = disk.service.reconcileAtLaunch();
    expect(ended.map(({ operationId }) => operationId)).toEqual([parent, child, grandchild]);
    expect(disk.as('cancelled', child)).toMatchObject({ reason: 'parent', forced: false });
    expect(disk.as('cancelled', grandchild).reason).toBe('parent');
    expect(waiting).toEqual([alone]);
  });

  it('counts as working time only what was reported', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.clock.advance(3_000);
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1 }));
    disk.crashAndReopen();
    disk.clock.advance(3_600_000);
    disk.service.reconcileAtLaunch();
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: 3_000 }]);
    expect(disk.rows('SELECT duration_ms, outcome FROM attempts')).toEqual([{ duration_ms: 3_000, outcome: 'failed' }]);
    expect(disk.rows('SELECT * FROM operation_durations')).toEqual([]);
    expect(disk.as('failed', id).startedAt).toBe('2026-11-23T10:15:00.000Z');
  });

  it('ends also what was being cancelled when the app died', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.requestCancel(id, 'user', 'enough');
    disk.crashAndReopen();
    disk.service.reconcileAtLaunch();
    expect(disk.as('failed', id).failure.code).toBe('app_closed');
  });

  it.each(['failed', 'cancelled'] as const)('puts back exactly what was %s and about to go on', (status) => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.clock.advance(2_000);
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1, current: 46, total: 96 }));
    if (status === 'failed') {
      disk.service.fail(id, failure('worker_crashed', 'The worker stopped.', { detail: 'SIGKILL', phase: 'Work' }));
    } else {
      disk.service.requestCancel(id, 'shutdown', 'good night');
      disk.service.confirmCancelled(id, { forced: true });
    }
    const before = disk.service.get(id);
    const attempts = disk.service.attempts(id);
    disk.clock.advance(60_000);
    expect(disk.service.tryResume(id, null).ok).toBe(true);
    disk.crashAndReopen();
    expect(disk.service.get(id).status).toBe('resuming');
    const { ended, putBack } = disk.service.reconcileAtLaunch();
    expect([ended, putBack]).toEqual([[], [before]]);
    expect(disk.service.get(id)).toEqual(before);
    expect(disk.service.attempts(id)).toEqual(attempts);
    expect(disk.service.tryResume(id, null).ok).toBe(true);
  });

  it('ends a resuming operation of which nothing earlier is known', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.fail(id, failure('internal', 'broken'));
    disk.storage
      .statement(
        'resume',
        "UPDATE operations SET status = 'resuming', completed_at = NULL, failure_code = NULL, failure_message = NULL",
      )
      .run();
    disk.crashAndReopen();
    disk.service.reconcileAtLaunch();
    expect(disk.as('failed', id).failure.code).toBe('app_closed');
  });

  it('does not touch what had ended, and does nothing the second time', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.complete(id, outcomeOf());
    const before = disk.service.get(id);
    disk.crashAndReopen();
    const nothing = { ended: [], putBack: [], waiting: [] };
    expect(disk.service.reconcileAtLaunch()).toEqual(nothing);
    expect(disk.service.reconcileAtLaunch()).toEqual(nothing);
    expect(disk.service.get(id)).toEqual(before);
  });
});

const query = operationQuerySchema.parse({ filter: {} });
