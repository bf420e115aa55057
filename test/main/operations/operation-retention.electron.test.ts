import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { isActive } from '../../../src/contract/operation-status';
import type { RetentionLimits } from '../../../src/main/operations/operation-retention';
import { outcomeOf, writtenCheckpoint } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const DAY = 86_400_000;
const UNLIMITED: RetentionLimits = { operations: null, days: null, checkpointDays: null };
const settle = () => new Promise((resume) => setImmediate(resume));

/** Until nothing more is to do, as whoever keeps the limits does; everything that went. */
function apply(disk: ServiceOnDisk, limits: Partial<RetentionLimits>): OperationId[] {
  const removed: OperationId[] = [];
  for (;;) {
    const step = disk.service.applyRetention({ ...UNLIMITED, ...limits }, disk.clock.now());
    removed.push(...step.removed);
    disk.clock.advance(0);
    if (!step.more) return removed;
  }
}

function finished(disk: ServiceOnDisk): OperationId {
  const id = disk.createRunning();
  disk.service.complete(id, outcomeOf());
  return id;
}

describe('retention by age', () => {
  it('lets go what is older to the millisecond, at midnight as at any other time', () => {
    const disk = new ServiceOnDisk();
    // 10:15 plus 13:45 is midnight.
    disk.clock.advance(13.75 * 3_600_000);
    const old = finished(disk);
    disk.clock.advance(1);
    const younger = finished(disk);
    disk.clock.advance(7 * DAY - 1);
    expect(apply(disk, { days: 7 })).toEqual([]);
    disk.clock.advance(1);
    expect(apply(disk, { days: 7 })).toEqual([old]);
    expect(disk.service.find(younger)).not.toBeNull();
    expect(disk.rows('SELECT operation_id FROM operations')).toEqual([{ operation_id: younger }]);
  });

  it('is a length of time, whatever time zone the computer is in', () => {
    const zone = process.env['TZ'];
    try {
      const removals = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns'].map((name) => {
        process.env['TZ'] = name;
        const disk = new ServiceOnDisk();
        finished(disk);
        disk.clock.advance(DAY);
        finished(disk);
        disk.clock.advance(1);
        return apply(disk, { days: 1 }).length;
      });
      expect(removals).toEqual([1, 1, 1]);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('can be undone by nobody, and takes files and checkpoints along', async () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.recordCheckpoint(id, writtenCheckpoint());
    disk.service.requestCancel(id, 'user', null);
    disk.service.confirmCancelled(id, { forced: false });
    disk.clock.advance(2 * DAY);
    disk.changes.length = 0;
    expect(apply(disk, { days: 1 })).toEqual([id]);
    expect(disk.changes).toEqual([{ kind: 'removed', operationId: id }]);
    expect(disk.service.undoDelete([id])).toEqual([]);
    await settle();
    expect(disk.deletedFiles).toEqual(['/profile/checkpoints/one.checkpoint']);
  });

  it('waits for the youngest of a family', () => {
    const disk = new ServiceOnDisk();
    const parent = disk.createRunning();
    const child = disk.createChild(parent);
    disk.service.start(child);
    disk.pause(child);
    disk.service.complete(parent, outcomeOf());
    disk.clock.advance(2 * DAY);
    disk.service.tryResume(child, null);
    expect(apply(disk, { days: 1 })).toEqual([]);
    disk.service.requestCancel(child, 'user', null);
    expect(apply(disk, { days: 1 })).toEqual([]);
    disk.clock.advance(DAY + 1);
    expect(apply(disk, { days: 1 }).sort()).toEqual([parent, child].sort());
  });
});

it('what something paused needs to go on stays, however old', () => {
  const disk = new ServiceOnDisk();
  const training = disk.createRunning({}, 'training');
  disk.service.complete(training, outcomeOf());
  const backtest = disk.createRunning({ modelOperationId: training }, 'backtesting');
  disk.pause(backtest);
  disk.clock.advance(9 * DAY);
  expect(apply(disk, { days: 1 })).toEqual([]);
  disk.service.delete([backtest]);
  expect(apply(disk, { days: 1 })).toEqual([training]);
});

describe('retention by number', () => {
  it('keeps the newest, a family counting as one, and what is paused counting not at all', () => {
    const disk = new ServiceOnDisk();
    const made = Array.from({ length: 5 }, () => {
      disk.clock.advance(1_000);
      return finished(disk);
    });
    const parent = disk.createRunning();
    const child = disk.createChild(parent);
    disk.service.start(child);
    disk.service.complete(child, outcomeOf());
    disk.service.complete(parent, outcomeOf());
    const paused = disk.createRunning();
    disk.pause(paused);
    expect(apply(disk, { operations: 2 }).sort()).toEqual(made.slice(0, 4));
    for (const id of [parent, child, paused, made[4]]) expect(disk.service.find(id as OperationId)).not.toBeNull();
  });

  it('does a long history in steps', () => {
    const disk = new ServiceOnDisk();
    disk.storage
      .statement(
        'history',
        `WITH RECURSIVE n (i) AS (SELECT 10000000 UNION ALL SELECT i + 1 FROM n WHERE i < 10000449)
         INSERT INTO operations (operation_id, type, status, created_at, started_at, completed_at, title)
         SELECT 'op_dummy_20261123_101500_' || i, 'dummy', 'completed', :at, :at, :at, 'Dummy' FROM n`,
      )
      .run({ at: '2026-11-23T10:15:00.000Z' });
    const first = disk.service.applyRetention({ ...UNLIMITED, operations: 10 }, disk.clock.now());
    expect(first).toMatchObject({ more: true, removed: { length: 25 } });
    expect(apply(disk, { operations: 10 })).toHaveLength(415);
    expect(disk.rows('SELECT count(*) AS count FROM operations')).toEqual([{ count: 10 }]);
  });
});

describe('retention of checkpoints', () => {
  it('takes only those of what stopped long ago', async () => {
    const disk = new ServiceOnDisk();
    const stopped = disk.createRunning();
    disk.service.recordCheckpoint(stopped, writtenCheckpoint());
    disk.pause(stopped);
    disk.clock.advance(30 * DAY);
    const running = disk.createRunning();
    disk.service.recordCheckpoint(running, writtenCheckpoint({ path: '/profile/checkpoints/two.checkpoint' }));
    disk.clock.advance(1);
    expect(apply(disk, { checkpointDays: 30 })).toEqual([]);
    await settle();
    expect(disk.as('cancelled', stopped).checkpoint).toBeNull();
    expect(disk.as('running', running).checkpoint).not.toBeNull();
    expect(disk.deletedFiles).toEqual(['/profile/checkpoints/one.checkpoint']);
  });
});

const isPaused = (operation: Operation): boolean => operation.status === 'cancelled' && operation.reason === 'paused';

it('nothing active, paused or owed to something active ever goes, and no child before its parent', () => {
  const plan = fc.record({
    parent: fc.option(fc.nat(8)),
    end: fc.constantFrom('complete', 'cancel', 'pause', 'run', 'wait'),
    age: fc.nat(5),
  });
  const disk = new ServiceOnDisk();
  fc.assert(
    fc.property(
      fc.array(plan, { minLength: 1, maxLength: 9 }),
      fc.option(fc.integer({ min: 1, max: 4 })),
      fc.option(fc.integer({ min: 1, max: 4 })),
      (plans, operations, days) => {
        disk.storage.statement('start over', 'DELETE FROM operations').run();
        const made: OperationId[] = [];
        for (const { parent, end, age } of plans) {
          const above = parent === null ? undefined : made[parent];
          const id = above === undefined ? disk.create() : disk.createChild(above);
          made.push(id);
          if (end !== 'wait') disk.service.start(id);
          if (end === 'complete') disk.service.complete(id, outcomeOf());
          if (end === 'pause') disk.pause(id);
          if (end === 'cancel') {
            disk.service.requestCancel(id, 'user', null);
            disk.service.confirmCancelled(id, { forced: false });
          }
          disk.clock.advance(age * DAY);
        }
        const before = new Map(made.map((id) => [id, disk.service.get(id)]));
        const gone = new Set(apply(disk, { operations, days }));
        for (const [id, operation] of before) {
          if (!gone.has(id)) {
            expect(disk.service.get(id)).toEqual(operation);
            expect(operation.parentOperationId === null || !gone.has(operation.parentOperationId)).toBe(true);
            continue;
          }
          expect(isActive(operation.status) || isPaused(operation)).toBe(false);
          if (operation.parentOperationId !== null) expect(gone.has(operation.parentOperationId)).toBe(true);
        }
        const all = [...before.values()];
        const isFree = (one: Operation): boolean =>
          !isActive(one.status) &&
          !isPaused(one) &&
          all.filter(({ parentOperationId }) => parentOperationId === one.operationId).every(isFree);
        const free = all.filter((one) => one.parentOperationId === null && isFree(one));
        // Those held back count among the newest that are kept, so at most so many free ones can be left beside them.
        const left = free.filter(({ operationId }) => !gone.has(operationId));
        if (operations !== null) expect(left.length).toBeLessThanOrEqual(operations);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
