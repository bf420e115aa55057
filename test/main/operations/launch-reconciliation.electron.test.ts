import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { outcomeOf, snapshotOf, stepsOf } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

describe('launch after a crash', () => {
  it('leaves nothing that claims to run or to wait', () => {
    const disk = new ServiceOnDisk();
    const waiting = disk.create();
    const running = disk.createRunning();
    disk.clock.advance(3_000);
    disk.service.updateProgress(running, snapshotOf(1, { phase: 1, current: 46, total: 96 }));
    disk.clock.advance(500);
    disk.service.appendMetrics(running, stepsOf(0, [1, 2]));
    disk.crashAndReopen();
    disk.clock.advance(3_600_000);
    const ended = disk.service.reconcileAtLaunch();
    expect(ended.map((operation) => operation.operationId)).toEqual([waiting, running]);
    expect(disk.as('failed', running)).toMatchObject({
      failure: { code: 'app_closed', message: expect.stringContaining('at 48 %') },
      progress: { percentage: 48, remaining: null },
      completedAt: '2026-11-23T10:15:03.000Z',
    });
    expect(disk.as('failed', waiting)).toMatchObject({
      failure: { code: 'app_closed', message: expect.stringContaining('before this was started') },
      startedAt: null,
    });
    expect(disk.service.metrics(running, 0).metrics).toHaveLength(2);
    expect(disk.service.list({ ...query, filter: { ...query.filter, statuses: ['running', 'pending'] } }).total).toBe(
      0,
    );
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

  it('ends a resuming operation, too', () => {
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
    expect(disk.service.get(id).status).toBe('resuming');
    disk.service.reconcileAtLaunch();
    expect(disk.as('failed', id).failure.code).toBe('app_closed');
  });

  it('does not touch what had ended, and does nothing the second time', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.complete(id, outcomeOf());
    const before = disk.service.get(id);
    disk.crashAndReopen();
    expect(disk.service.reconcileAtLaunch()).toEqual([]);
    expect(disk.service.reconcileAtLaunch()).toEqual([]);
    expect(disk.service.get(id)).toEqual(before);
  });
});

const query = {
  filter: { statuses: [], types: [], symbol: null, createdFrom: null, createdBefore: null, text: '' },
  sort: { key: 'created' as const, direction: 'descending' as const },
  limit: 100,
  offset: 0,
};
