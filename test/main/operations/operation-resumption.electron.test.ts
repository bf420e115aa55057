import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { operationSchema } from '../../../src/contract/operation';
import { outcomeOf, snapshotOf, stepsOf, writtenCheckpoint } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

/** A paused operation that worked for 4 s up to 57 % and left a checkpoint at 50 %. */
function paused() {
  const disk = new ServiceOnDisk();
  const id = disk.createRunning();
  disk.service.appendMetrics(id, stepsOf(0, [1, 2, 3]));
  disk.clock.advance(3_000);
  disk.service.recordCheckpoint(id, writtenCheckpoint({ nextMetricSeq: 2 }));
  disk.clock.advance(1_000);
  disk.service.updateProgress(id, snapshotOf(9, { phase: 1, current: 55, total: 96 }));
  disk.pause(id);
  disk.clock.advance(60_000);
  return { disk, id, file: disk.service.checkpointFiles(id)[0] ?? null };
}

describe('resuming', () => {
  it('opens the next attempt where the checkpoint is, and clears how the last one ended', () => {
    const { disk, id, file } = paused();
    const resumed = disk.service.tryResume(id, file);
    expect(resumed).toMatchObject({
      ok: true,
      value: { status: 'resuming', attempt: 2, progress: { percentage: 50 } },
    });
    expect(operationSchema.safeParse(disk.as('resuming', id)).error).toBeUndefined();
    expect(disk.as('resuming', id)).toMatchObject({ priority: 'normal', checkpoint: { number: 1 } });
    expect(disk.service.attempts(id)).toMatchObject([
      {
        number: 1,
        durationMs: 4_000,
        fromCheckpoint: 0,
        fromPercentage: 0,
        end: { outcome: 'cancelled', reason: 'paused', note: null, forced: false },
      },
      {
        number: 2,
        requestedAt: '2026-11-23T10:16:04.000Z',
        startedAt: null,
        fromCheckpoint: 1,
        fromPercentage: 50,
        end: null,
      },
    ]);
  });

  it('is won by one of several callers; the others have changed nothing', () => {
    const { disk, id, file } = paused();
    const outcomes = Array.from({ length: 5 }, () => disk.service.tryResume(id, file));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, false, false]);
    expect(outcomes[4]).toMatchObject({ failure: { code: 'not_allowed' } });
    expect(disk.service.attempts(id)).toHaveLength(2);
  });

  it('is won by one of two programs that read the row at the same time', () => {
    const { disk, id, file } = paused();
    // The other program gets in between looking and updating.
    const seen = disk.service.get(id);
    disk.storage
      .statement(
        'other',
        "UPDATE operations SET status = 'resuming', completed_at = NULL, cancel_reason = NULL, forced = NULL",
      )
      .run();
    const find = disk.service.find.bind(disk.service);
    let looks = 0;
    disk.service.find = (one) => {
      looks += 1;
      return looks === 1 ? seen : find(one);
    };
    expect(disk.service.tryResume(id, file)).toMatchObject({ ok: false, failure: { code: 'not_allowed' } });
    expect(disk.rows('SELECT number FROM attempts')).toEqual([{ number: 1 }]);
  });

  it('is refused for what runs, waits, completed or is not there', () => {
    const disk = new ServiceOnDisk();
    const [pending, running, completed] = [disk.create(), disk.createRunning(), disk.createRunning()];
    disk.service.complete(completed, outcomeOf());
    for (const id of [pending, running, completed]) {
      const before = disk.service.get(id);
      expect(disk.service.tryResume(id, null)).toMatchObject({ ok: false, failure: { code: 'not_allowed' } });
      expect(disk.service.get(id)).toEqual(before);
    }
    const gone = disk.createRunning();
    disk.pause(gone);
    disk.service.delete([gone]);
    expect(disk.service.tryResume(gone, null)).toMatchObject({ ok: false, failure: { code: 'unknown_operation' } });
  });

  it('starts at the checkpoint, never goes back, and counts only time that was worked', () => {
    const { disk, id, file } = paused();
    disk.service.tryResume(id, file);
    disk.clock.advance(30_000);
    disk.service.start(id);
    expect(disk.as('running', id)).toMatchObject({
      startedAt: '2026-11-23T10:15:00.000Z',
      attempt: 2,
      progress: { percentage: 50 },
      checkpoint: { percentage: 50 },
    });
    disk.service.updateProgress(id, snapshotOf(1, { phase: 0, current: 1, total: 2 }));
    expect(disk.as('running', id).progress.percentage).toBe(50);
    disk.clock.advance(2_000);
    disk.service.excludeTime(500);
    disk.service.complete(id, outcomeOf());
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: 5_500 }]);
    expect(disk.service.attempts(id).map(({ durationMs }) => durationMs)).toEqual([4_000, 1_500]);
  });

  it('produces rows again that are there, and only adds what is new', () => {
    const { disk, id, file } = paused();
    disk.service.tryResume(id, file);
    disk.service.start(id);
    expect(disk.service.appendMetrics(id, stepsOf(2, [3, 4]))).toEqual({ kind: 'stored', cursor: 4 });
    expect(disk.service.metrics(id, 0).metrics.map(({ data }) => data['value'])).toEqual([1, 2, 3, 4]);
    expect(() => disk.service.appendMetrics(id, stepsOf(2, [99]))).toThrow('other figures');
    expect(disk.service.metrics(id, 3)).toMatchObject({ metrics: [{ seq: 3 }], cursor: 4 });
  });

  it('that is taken back before it started leaves how far the work had come', () => {
    const { disk, id, file } = paused();
    const reached = disk.as('cancelled', id).progress.percentage;
    disk.service.tryResume(id, file);
    disk.service.requestCancel(id, 'user', 'not today');
    expect(disk.as('cancelled', id)).toMatchObject({ reason: 'user', attempt: 2, progress: { percentage: reached } });
    expect(disk.service.attempts(id)[1]).toMatchObject({ startedAt: null, durationMs: null, end: { reason: 'user' } });
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: 4_000 }]);
    disk.service.tryResume(id, null);
    disk.service.fail(id, failure('worker_did_not_start', 'No worker started.'));
    expect(disk.as('failed', id)).toMatchObject({ attempt: 3, progress: { percentage: reached } });
  });

  it('of what never started goes from its start', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    disk.service.requestCancel(id, 'paused', null);
    disk.service.tryResume(id, null);
    expect(disk.as('resuming', id)).toMatchObject({ startedAt: null, progress: { percentage: 0 } });
    disk.clock.advance(5_000);
    disk.service.start(id);
    expect(disk.as('running', id).startedAt).toBe('2026-11-23T10:15:05.000Z');
  });
});

describe('taking over what waits', () => {
  it('hands it out, and refuses what does not wait', () => {
    const disk = new ServiceOnDisk();
    const [waiting, running] = [disk.create(), disk.createRunning()];
    expect(disk.service.adoptOperation(waiting)).toEqual(disk.service.get(waiting));
    expect(() => disk.service.adoptOperation(running)).toThrow('is running');
  });
});

it('the engine an operation was created with is kept', () => {
  const disk = new ServiceOnDisk();
  const plain = disk.create();
  const { operationId } = disk.service.create({
    ...{ type: 'dummy', metadata: disk.service.get(plain).metadata, request: disk.service.request(plain) },
    engineVersion: '7',
    priority: 'high',
    origin: { kind: 'retry', operationId: plain },
  });
  disk.crashAndReopen();
  expect(disk.service.engineVersionOf(plain)).toBeNull();
  expect(disk.service.engineVersionOf(operationId)).toBe('7');
  expect(disk.as('pending', operationId)).toMatchObject({
    priority: 'high',
    origin: { kind: 'retry', operationId: plain },
  });
});

it('work of which nothing is heard says since when, until it is heard of again', () => {
  const disk = new ServiceOnDisk();
  const id = disk.createRunning();
  disk.service.setUnresponsive(id, '2026-11-23T10:15:09.000Z');
  disk.service.addWarnings(id, ['careful']);
  disk.service.recordCheckpoint(id, writtenCheckpoint());
  expect(disk.as('running', id).unresponsiveSince).toBe('2026-11-23T10:15:09.000Z');
  disk.changes.length = 0;
  disk.service.setUnresponsive(id, null);
  disk.service.setUnresponsive(id, null);
  expect(disk.as('running', id).unresponsiveSince).toBeNull();
  expect(disk.changes).toHaveLength(1);
});
