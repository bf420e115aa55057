import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../../src/contract/operation';
import { CurrentOperation } from '../../../src/main/cli/current-operation';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import type { OperationRunner } from '../../../src/main/services/operation-runner';
import { outcomeOf } from '../operations/operation-samples';
import { ServiceOnDisk } from '../operations/service-on-disk';
import { recordedOutput } from './recorded-output';

let disk: ServiceOnDisk;
let cancelled: string[];
let current: CurrentOperation;
beforeEach(() => {
  vi.useFakeTimers();
  disk = new ServiceOnDisk();
  cancelled = [];
  const runner = {
    cancel: (id: string) => {
      cancelled.push(id);
      return disk.service.get(id as Operation['operationId']);
    },
  } as unknown as OperationRunner;
  current = new CurrentOperation({ operations: disk.service, runner });
});
afterEach(() => {
  vi.useRealTimers();
});

const reporter = jsonReporter(recordedOutput());
const created = (): Operation => disk.service.get(disk.create());

describe('the operation of a command', () => {
  it('is cancelled by a signal', () => {
    const operation = created();
    void current.follow(() => operation, reporter);
    current.stop();
    expect(cancelled).toEqual([operation.operationId]);
  });

  it('is not even started when the signal came before', async () => {
    const start = vi.fn(created);
    current.stop();
    void current.follow(start, reporter);
    expect(await current.stoppedIdle).toBe(130);
    expect(start).not.toHaveBeenCalled();
  });

  it('is not followed by another one when the signal came as it ended', async () => {
    const operation = created();
    disk.service.start(operation.operationId);
    const first = current.follow(() => operation, reporter);
    current.stop();
    disk.service.complete(operation.operationId, outcomeOf());
    vi.advanceTimersByTime(50);
    await first;
    const start = vi.fn(created);
    void current.follow(start, reporter);
    expect(await current.stoppedIdle).toBe(130);
    expect(start).not.toHaveBeenCalled();
  });
});
