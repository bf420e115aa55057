import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import { PRIORITIES, type Priority } from '../../../src/contract/queue-place';
import { ServiceOnDisk } from './service-on-disk';

describe('the order in which operations wait', () => {
  it('is that of asking, within a priority', () => {
    const disk = new ServiceOnDisk();
    const [first, second, third] = [disk.create(), disk.create(), disk.create()];
    expect(disk.service.waiting()).toEqual([first, second, third]);
    expect(disk.service.setPriority(third, 'high')).toMatchObject({ ok: true, value: { priority: 'high' } });
    disk.service.setPriority(first, 'low');
    expect(disk.service.waiting()).toEqual([third, second, first]);
    expect(disk.service.queueRank(third).priority).toBe('high');
  });

  it('has no place for what runs or has ended', () => {
    const disk = new ServiceOnDisk();
    const [waiting, running] = [disk.create(), disk.createRunning()];
    const refused = { ok: false, failure: { code: 'not_allowed' } };
    expect(disk.service.setPriority(running, 'high')).toMatchObject(refused);
    expect(disk.service.moveInQueue(running, waiting)).toMatchObject(refused);
    expect(disk.service.moveInQueue(waiting, running)).toMatchObject(refused);
    expect(disk.service.waiting()).toEqual([waiting]);
  });

  it('puts what is resumed last', () => {
    const disk = new ServiceOnDisk();
    const [first, second] = [disk.create(), disk.create()];
    disk.service.requestCancel(first, 'paused', null);
    disk.service.tryResume(first, null);
    expect(disk.service.waiting()).toEqual([second, first]);
  });

  it('takes any number of moves to the same place', () => {
    const disk = new ServiceOnDisk();
    const [first, second, third] = [disk.create(), disk.create(), disk.create()];
    for (let round = 0; round < 60; round += 1) {
      disk.service.moveInQueue(third, second);
      disk.service.moveInQueue(first, third);
      disk.service.moveInQueue(third, second);
      disk.service.moveInQueue(first, second);
    }
    expect(disk.service.waiting()).toEqual([third, first, second]);
  });

  it('is that of a list that is moved about, whatever is done, and over a restart', () => {
    const disk = new ServiceOnDisk();
    const place = fc.nat(5);
    const move = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), from: place, to: fc.option(place) }),
      fc.record({ kind: fc.constant('priority' as const), from: place, priority: fc.constantFrom(...PRIORITIES) }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        for (const id of disk.service.waiting()) disk.service.requestCancel(id, 'user', null);
        let list = Array.from({ length: 6 }, (): { id: OperationId; priority: Priority } => ({
          id: disk.create(),
          priority: 'normal',
        }));
        const sorted = () => [...list].sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
        const ids = [...list];
        for (const one of moves) {
          if (one.kind === 'restart') disk.crashAndReopen();
          else {
            const moved = ids[one.from];
            if (moved === undefined) continue;
            if (one.kind === 'priority') {
              disk.service.setPriority(moved.id, one.priority);
              moved.priority = one.priority;
            } else {
              const before = one.to === null ? null : (ids[one.to] ?? null);
              disk.service.moveInQueue(moved.id, before?.id ?? null);
              if (before !== moved) {
                if (before !== null) moved.priority = before.priority;
                const others = list.filter((other) => other !== moved);
                const at = before === null ? others.length : others.indexOf(before);
                list = [...others.slice(0, at), moved, ...others.slice(at)];
              }
            }
          }
          expect(disk.service.waiting()).toEqual(sorted().map(({ id }) => id));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
