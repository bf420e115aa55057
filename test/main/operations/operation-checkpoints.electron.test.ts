import { describe, expect, it, vi } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import { outcomeOf, snapshotOf, stepsOf, writtenCheckpoint } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const pathOf = (name: string): string => `/profile/checkpoints/${name}.checkpoint`;
const settle = () => new Promise((resume) => setImmediate(resume));

const record = (disk: ServiceOnDisk, id: OperationId, name: string) =>
  disk.service.recordCheckpoint(id, writtenCheckpoint({ path: pathOf(name) }));
const numbers = (disk: ServiceOnDisk, id: OperationId) => disk.service.checkpoints(id).map(({ number }) => number);

describe('a checkpoint', () => {
  it('is stored with where it is on the bar, and shown with its operation', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2]));
    const recorded = disk.service.recordCheckpoint(id, writtenCheckpoint({ nextMetricSeq: 2 }));
    const checkpoint = {
      number: 1,
      attempt: 1,
      cause: 'periodic',
      createdAt: '2026-11-23T10:15:00.000Z',
      units: 10,
      percentage: 50,
      bytes: 2_048,
    };
    expect(recorded).toEqual({ ok: true, value: checkpoint });
    expect(disk.as('running', id).checkpoint).toEqual(checkpoint);
    disk.pause(id);
    expect(disk.as('cancelled', id).checkpoint).toEqual(checkpoint);
    disk.crashAndReopen();
    expect(disk.service.checkpointFiles(id)).toEqual([
      { checkpoint, path: pathOf('one'), sha256: 'f'.repeat(64), nextMetricSeq: 2 },
    ]);
  });

  it('is refused when its operation does not run, or metrics before it are missing', () => {
    const disk = new ServiceOnDisk();
    const [waiting, running] = [disk.create(), disk.createRunning()];
    expect(record(disk, waiting, 'a')).toMatchObject({ ok: false, failure: { code: 'not_allowed' } });
    expect(disk.service.recordCheckpoint(running, writtenCheckpoint({ nextMetricSeq: 1 }))).toMatchObject({
      ok: false,
    });
    disk.service.complete(running, outcomeOf());
    expect(record(disk, running, 'a').ok).toBe(false);
    expect(disk.rows('SELECT * FROM checkpoints')).toEqual([]);
  });

  it('pushes out all but the newest two, whose files go while work goes on', async () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    const synced = vi.spyOn(disk.storage, 'inFullSync');
    for (const name of ['a', 'b', 'c']) record(disk, id, name);
    expect(synced).toHaveBeenCalledTimes(3);
    await settle();
    expect(numbers(disk, id)).toEqual([3, 2]);
    expect(disk.deletedFiles).toEqual([pathOf('a')]);
    expect(disk.rows('SELECT * FROM discarded_files')).toEqual([]);
  });

  it('keeps a file that a newer one is equal to', async () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    for (const name of ['a', 'b', 'a']) record(disk, id, name);
    await settle();
    expect(disk.deletedFiles).toEqual([]);
    record(disk, id, 'c');
    await settle();
    expect(disk.deletedFiles).toEqual([pathOf('b')]);
  });

  it('goes with success, and stays when the work stopped', async () => {
    const disk = new ServiceOnDisk();
    const [completed, stopped] = [disk.createRunning(), disk.createRunning()];
    record(disk, completed, 'a');
    record(disk, stopped, 'b');
    disk.service.complete(completed, outcomeOf());
    disk.pause(stopped);
    await settle();
    expect([numbers(disk, completed), numbers(disk, stopped)]).toEqual([[], [1]]);
    expect(disk.deletedFiles).toEqual([pathOf('a')]);
  });

  it('of a resumed attempt is never before the place where that began, and has a number of its own', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    record(disk, id, 'a');
    disk.pause(id);
    disk.service.tryResume(id, disk.service.checkpointFiles(id)[0] ?? null);
    disk.service.start(id);
    disk.service.recordCheckpoint(id, writtenCheckpoint({ snapshot: snapshotOf(1, { phase: 0 }), path: pathOf('b') }));
    expect(disk.service.checkpoints(id)).toMatchObject([
      { number: 2, attempt: 2, percentage: 50 },
      { number: 1, attempt: 1, percentage: 50 },
    ]);
  });

  it('goes with its operation for good, and without one its file is ownerless', async () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    record(disk, id, 'a');
    disk.pause(id);
    const files = [pathOf('a'), pathOf('stray')];
    expect(disk.service.ownerlessCheckpointFiles(files)).toEqual([pathOf('stray')]);
    disk.service.delete([id]);
    expect(disk.service.ownerlessCheckpointFiles(files)).toEqual([pathOf('stray')]);
    disk.clock.advance(10_000);
    await settle();
    expect(disk.deletedFiles).toEqual([pathOf('a')]);
    expect(disk.service.ownerlessCheckpointFiles(files)).toEqual(files);
  });
});
