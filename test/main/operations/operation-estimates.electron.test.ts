import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { accuracyOf } from '../../../src/main/operations/estimate-accuracy';
import { outcomeOf, snapshotOf, writtenCheckpoint } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

/** Works through the second phase of a dummy, 2 to 98 % of the bar, in steps of equal length. */
function work(disk: ServiceOnDisk, id: OperationId, stepMs: number, from = 0, to = 96): void {
  for (let current = from; current <= to; current += 1) {
    disk.service.updateProgress(id, snapshotOf(current + 1, { phase: 1, current, total: 96 }));
    disk.clock.advance(stepMs);
  }
}

function complete(disk: ServiceOnDisk, stepMs: number): OperationId {
  const id = disk.createRunning();
  work(disk, id, stepMs);
  disk.service.complete(id, outcomeOf());
  return id;
}

describe('estimates that are judged', () => {
  it('are noted at four points and stored with what it took in the end', () => {
    const disk = new ServiceOnDisk();
    complete(disk, 1_000);
    const rows = disk.rows('SELECT at_percent, elapsed_ms, estimated_ms, actual_ms FROM operation_estimates') as {
      at_percent: number;
      estimated_ms: number;
      actual_ms: number;
    }[];
    expect(rows.map((row) => row.at_percent)).toEqual([10, 25, 50, 75]);
    for (const row of rows) {
      expect(row.actual_ms).toBe(97_000);
      expect(Math.abs(row.estimated_ms - row.actual_ms) / row.actual_ms).toBeLessThan(0.1);
    }
    expect(disk.service.estimateAccuracy('dummy').medianError).toBeLessThan(0.05);
    expect(disk.service.estimateAccuracy('dummy').operations).toBe(1);
  });

  it('are those of completed operations only, of one type', () => {
    const disk = new ServiceOnDisk();
    const failed = disk.createRunning();
    work(disk, failed, 1_000);
    disk.service.fail(failed, failure('internal', 'broken'));
    expect(disk.service.estimateAccuracy('dummy')).toEqual({ type: 'dummy', operations: 0, medianError: null });
    complete(disk, 1_000);
    expect(disk.service.estimateAccuracy('training').operations).toBe(0);
  });

  it('of the newest twenty count', () => {
    const disk = new ServiceOnDisk();
    for (let count = 0; count < 23; count += 1) complete(disk, 1_000 + count);
    expect(disk.service.estimateAccuracy('dummy').operations).toBe(20);
  });

  it('do not count the time the computer slept', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    work(disk, id, 1_000, 0, 40);
    const before = disk.as('running', id).progress.remaining;
    disk.clock.advance(3_600_000);
    disk.service.excludeTime(3_600_000);
    disk.service.updateProgress(id, snapshotOf(60, { phase: 1, current: 41, total: 96 }));
    const after = disk.as('running', id).progress.remaining;
    expect(after?.highMs).toBeLessThanOrEqual(before?.highMs ?? 0);
    work(disk, id, 1_000, 60);
    disk.service.complete(id, outcomeOf());
    expect(disk.rows('SELECT duration_ms FROM operation_durations')).toEqual([{ duration_ms: 78_000 }]);
  });

  it('teach nothing about whole runs when the work went on from a checkpoint', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    work(disk, id, 1_000, 0, 60);
    disk.service.recordCheckpoint(id, writtenCheckpoint());
    disk.pause(id);
    disk.service.tryResume(id, disk.service.checkpointFiles(id)[0] ?? null);
    disk.service.start(id);
    work(disk, id, 1_000, 50);
    disk.service.complete(id, outcomeOf());
    expect(disk.rows('SELECT * FROM operation_durations')).toEqual([]);
    // Of the attempt that completed, which began at 50 %.
    expect(disk.rows('SELECT at_percent, actual_ms FROM operation_estimates')).toEqual([
      { at_percent: 75, actual_ms: 47_000 },
    ]);
  });

  it('are learnt from again when a stopped operation was run from its start', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    work(disk, id, 1_000, 0, 60);
    disk.pause(id);
    disk.service.tryResume(id, null);
    disk.service.start(id);
    work(disk, id, 1_000);
    disk.service.complete(id, outcomeOf());
    expect(disk.rows('SELECT duration_ms FROM operation_durations')).toEqual([{ duration_ms: 97_000 }]);
  });
});

describe('the median error', () => {
  const judged = (operationId: string, estimatedMs: number) => ({ operationId, estimatedMs, actualMs: 100 });

  it('is the middle one, or the mean of the two in the middle', () => {
    expect(accuracyOf([])).toEqual({ operations: 0, medianError: null });
    expect(accuracyOf([judged('a', 150)])).toEqual({ operations: 1, medianError: 0.5 });
    expect(accuracyOf([judged('a', 150), judged('a', 90), judged('b', 100)])).toEqual({
      operations: 2,
      medianError: 0.1,
    });
    expect(accuracyOf([judged('a', 120), judged('b', 90)]).medianError).toBeCloseTo(0.15, 12);
  });
});
