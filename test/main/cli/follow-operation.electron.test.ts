import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { followOperation } from '../../../src/main/cli/follow-operation';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import type { Reporter } from '../../../src/main/cli/reporter';
import { outcomeOf, snapshotOf, stepsOf } from '../operations/operation-samples';
import { ServiceOnDisk } from '../operations/service-on-disk';
import { recordedOutput } from './recorded-output';

let disk: ServiceOnDisk;
let told: string[];
let reporter: Reporter;
beforeEach(() => {
  vi.useFakeTimers();
  disk = new ServiceOnDisk();
  told = [];
  reporter = {
    ...jsonReporter(recordedOutput()),
    snapshot: (operation) => told.push(`snapshot ${operation.status}`),
    metrics: (_id, { metrics }) => told.push(`metrics ${metrics.map(({ seq }) => seq).join(' ')}`),
    result: ({ status }) => told.push(`result ${status}`),
  };
});
afterEach(() => {
  vi.useRealTimers();
});

const follow = (id: OperationId): Promise<Operation> => followOperation(disk.service, id, reporter);
const later = () => vi.advanceTimersByTime(50);

describe('following an operation', () => {
  it('tells its first state at once, metrics before the state that follows them, and its end last', async () => {
    const id = disk.create();
    const end = follow(id);
    expect(told).toEqual(['snapshot pending']);
    disk.service.start(id);
    disk.service.appendMetrics(id, stepsOf(0, [1, 2]));
    expect(told).toHaveLength(1);
    later();
    disk.service.appendMetrics(id, stepsOf(2, [3]));
    disk.service.complete(id, outcomeOf());
    later();
    expect(told).toEqual(['snapshot pending', 'metrics 0 1', 'snapshot running', 'metrics 2', 'result completed']);
    expect(await end).toMatchObject({ status: 'completed' });
    disk.service.addWarnings(id, ['late']);
    later();
    expect(told).toHaveLength(5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells a burst of changes once, and each metric row once', () => {
    const id = disk.createRunning();
    void follow(id);
    for (let row = 0; row < 100; row += 1) {
      disk.service.appendMetrics(id, stepsOf(row, [row]));
      disk.service.updateProgress(id, snapshotOf(row + 1, { phase: 1, current: row, total: 100 }));
    }
    later();
    later();
    expect(told).toEqual([
      'snapshot running',
      `metrics ${Array.from({ length: 100 }, (_, seq) => seq).join(' ')}`,
      'snapshot running',
    ]);
    disk.service.fail(id, failure('internal', 'x'));
    later();
    expect(told.at(-1)).toBe('result failed');
  });

  it('that has ended already tells its metrics and its end', async () => {
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1]));
    disk.service.fail(id, failure('internal', 'x'));
    expect(await follow(id)).toMatchObject({ status: 'failed' });
    expect(told).toEqual(['metrics 0', 'result failed']);
  });

  it('tells nothing of others', () => {
    const id = disk.createRunning();
    void follow(id);
    disk.service.updateProgress(disk.createRunning(), snapshotOf(1, { phase: 1, current: 1, total: 2 }));
    later();
    expect(told).toEqual(['snapshot running']);
    disk.service.fail(id, failure('internal', 'x'));
    later();
  });

  it('ends with the reason when it cannot be read or told any more', async () => {
    const id = disk.createRunning();
    reporter.snapshot = () => {
      throw new Error('a broken reporter');
    };
    await expect(follow(id)).rejects.toThrow('a broken reporter');
    disk.service.fail(id, failure('internal', 'x'));
    expect(vi.getTimerCount()).toBe(0);
  });
});
