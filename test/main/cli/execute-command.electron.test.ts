import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import type { OperationType } from '../../../src/contract/operation-type';
import type { OperationResult } from '../../../src/contract/results';
import { parseCommand } from '../../../src/main/cli/command-line';
import { CurrentOperation } from '../../../src/main/cli/current-operation';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import { performCommand } from '../../../src/main/cli/perform-command';
import type { Application } from '../../../src/main/services/application';
import { outcomeOf, stepsOf, tradeOf, trainingResult } from '../operations/operation-samples';
import { ServiceOnDisk } from '../operations/service-on-disk';
import { recordedOutput } from './recorded-output';

let disk: ServiceOnDisk;
/** What was asked of parts that are not tested here. */
let asked: unknown[][];
let runner: { activeCount: number; cancel(id: OperationId): void; ended(id: OperationId): void };
let application: Application;
let again: OperationId | null;

beforeEach(() => {
  disk = new ServiceOnDisk();
  asked = [];
  again = null;
  const endListeners: ((operation: Operation) => void)[] = [];
  runner = {
    activeCount: 1,
    cancel: (id) => {
      asked.push(['cancel', id]);
      disk.service.requestCancel(id, 'user', null);
    },
    ended: (id) => {
      runner.activeCount = 0;
      for (const listener of endListeners) listener(disk.service.get(id));
    },
  };
  const rerun = (what: string) => (id: OperationId, more?: unknown) => {
    asked.push(more === undefined ? [what, id] : [what, id, more]);
    again = disk.createRunning();
    return disk.service.get(again);
  };
  application = {
    operations: disk.service,
    runner: Object.assign(runner, {
      drives: () => runner.activeCount > 0,
      forceStop: (id: OperationId) => asked.push(['force', id]),
      onEnded: (listener: (operation: Operation) => void) => {
        endListeners.push(listener);
        return () => endListeners.splice(endListeners.indexOf(listener), 1);
      },
    }),
    lifecycle: {
      pause: (id: OperationId) => {
        asked.push(['pause', id]);
        disk.service.requestCancel(id, 'paused', null);
      },
      resume: (id: OperationId, options: unknown) => {
        const { status } = disk.service.get(id);
        if (status === 'completed')
          return Promise.reject(new FailureError(failure('not_allowed', 'It has completed.')));
        asked.push(['resume', id, options]);
        return Promise.resolve(disk.service.get(id));
      },
      retry: rerun('retry'),
      verify: rerun('verify'),
    },
  } as unknown as Application;
});

interface Performed {
  readonly ended: Promise<number>;
  lines(): { kind: string; [field: string]: unknown }[];
  stop(): void;
}

function perform(line: string): Performed {
  const output = recordedOutput();
  const current = new CurrentOperation(application);
  const ended = performCommand(parseCommand(line.split(' ')), application, jsonReporter(output), current);
  return { ended, lines: () => output.lines().map((text) => JSON.parse(text)), stop: () => current.stop() };
}

const completed = (type: OperationType, result: OperationResult, trades = outcomeOf().trades): OperationId => {
  const id = disk.createRunning({}, type);
  disk.service.complete(id, outcomeOf({ result, trades }));
  return id;
};
const running = async (): Promise<OperationId> =>
  vi.waitFor(() => {
    if (again === null) throw new Error('nothing was started');
    return again;
  });
const codeOf = (ended: Promise<unknown>): Promise<string> =>
  ended.then(
    () => 'no failure',
    (error: FailureError) => error.failure.code,
  );

describe('ops pause and ops cancel', () => {
  it('wait until it has stopped, and show it', async () => {
    const id = disk.createRunning();
    const { ended, lines } = perform(`ops pause ${id}`);
    expect(asked).toEqual([['pause', id]]);
    expect(lines()).toEqual([]);
    disk.service.confirmCancelled(id, { forced: false });
    expect(await ended).toBe(0);
    expect(lines()).toMatchObject([{ kind: 'operation', operation: { status: 'cancelled', reason: 'paused' } }]);
  });

  it('skip the grace with --force', async () => {
    const id = disk.createRunning();
    const { ended } = perform(`ops cancel ${id} --force`);
    expect(asked).toEqual([
      ['cancel', id],
      ['force', id],
    ]);
    disk.service.confirmCancelled(id, { forced: true });
    expect(await ended).toBe(0);
  });

  it('change nothing where it has ended', async () => {
    const id = completed('dummy', outcomeOf().result);
    const { ended, lines } = perform(`ops cancel ${id} --force`);
    expect([await ended, asked]).toEqual([0, []]);
    expect(lines()).toMatchObject([{ operation: { status: 'completed' } }]);
  });
});

describe('ops resume', () => {
  it('follows it to its end, from the start if that is asked', async () => {
    const id = disk.createRunning();
    const { ended, lines } = perform(`ops resume ${id} --from-start`);
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    expect(asked).toEqual([['resume', id, { fromStart: true }]]);
    disk.service.complete(id, outcomeOf());
    expect(await ended).toBe(0);
    expect(lines().map(({ kind }) => kind)).toEqual(['operation', 'result']);
  });

  it('is refused in words, with 1, for what has completed', async () => {
    const id = completed('dummy', outcomeOf().result);
    expect(await codeOf(perform(`ops resume ${id}`).ended)).toBe('not_allowed');
  });

  it('is cancelled as soon as it is there when the wish to stop came before', async () => {
    const id = disk.createRunning();
    const { ended, stop } = perform(`ops resume ${id}`);
    stop();
    await vi.waitFor(() => expect(asked).toContainEqual(['cancel', id]));
    disk.service.confirmCancelled(id, { forced: false });
    expect(await ended).toBe(130);
  });
});

describe('ops retry and ops verify', () => {
  it('run it again, with the changes that were typed', async () => {
    const id = completed('dummy', outcomeOf().result);
    const { ended } = perform(`ops retry ${id} --seed 3`);
    disk.service.complete(await running(), outcomeOf());
    expect(await ended).toBe(0);
    expect(asked).toEqual([['retry', id, { seed: 3 }]]);
  });

  it.each([
    ['the same', trainingResult, 0],
    ['something else', { ...trainingResult, modelHash: 'f'.repeat(64) }, 1],
  ])('compare the hashes: %s came out', async (_what, result, code) => {
    const id = completed('training', trainingResult);
    const { ended, lines } = perform(`ops verify ${id}`);
    disk.service.complete(await running(), outcomeOf({ result }));
    expect(await ended).toBe(code);
    expect(lines().map(({ kind }) => kind)).toEqual(['operation', 'result', 'verify']);
    const { modelHash, metricsHash } = trainingResult;
    expect(lines().at(-1)).toEqual({
      kind: 'verify',
      same: code === 0,
      hashes: {
        modelHash: { was: modelHash, is: result.modelHash },
        metricsHash: { was: metricsHash, is: metricsHash },
      },
    });
  });

  it('end as their run ends when it does not complete, and verify only what has completed', async () => {
    const id = completed('training', trainingResult);
    const { ended, lines } = perform(`ops verify ${id}`);
    disk.service.fail(await running(), failure('worker_crashed', 'It died.'));
    expect(await ended).toBe(1);
    expect(lines().at(-1)?.kind).toBe('result');
    expect(await codeOf(perform(`ops verify ${disk.createRunning()}`).ended)).toBe('not_allowed');
  });
});

describe('ops trades', () => {
  it('are those of a completed backtest, and refused for everything else', async () => {
    const trained = completed('training', trainingResult);
    for (const id of [trained, disk.createRunning({}, 'backtesting')]) {
      expect(await codeOf(perform(`ops trades ${id}`).ended)).toBe('bad_arguments');
    }
    const tested = disk.createRunning({}, 'backtesting');
    disk.service.complete(tested, outcomeOf({ trades: [tradeOf()] }));
    const { ended, lines } = perform(`ops trades ${tested}`);
    expect([await ended, lines()]).toEqual([0, [{ kind: 'trades', trades: [tradeOf()] }]]);
  });
});

describe('ops delete', () => {
  it('hides what has ended and refuses what still runs', async () => {
    const done = completed('dummy', outcomeOf().result);
    const { ended, lines } = perform(`ops delete ${done}`);
    expect([await ended, lines()]).toEqual([0, [{ kind: 'deleted', deleted: [done] }]]);
    expect(disk.service.find(done)).toBeNull();
    const busy = disk.createRunning();
    expect(await codeOf(perform(`ops delete ${busy}`).ended)).toBe('not_allowed');
    expect(disk.service.get(busy).status).toBe('running');
    expect(await codeOf(perform(`ops delete ${done}`).ended)).toBe('unknown_operation');
  });
});

describe('ops children, attempts and checkpoints', () => {
  it('are lists under their own word, and refused for what is not there', async () => {
    const id = disk.createRunning();
    for (const [word, count] of [
      ['children', 0],
      ['attempts', 1],
      ['checkpoints', 0],
    ] as const) {
      const { ended, lines } = perform(`ops ${word} ${id}`);
      expect(await ended).toBe(0);
      expect(lines()).toEqual([{ kind: word, [word]: expect.any(Array) }]);
      expect(lines()[0]?.[word]).toHaveLength(count);
      const nobody = 'op_dummy_20200101_000000_00000000';
      expect(await codeOf(perform(`ops ${word} ${nobody}`).ended)).toBe('unknown_operation');
    }
  });
});

describe('ops watch', () => {
  it('of one operation ends as that one ends, and a wish to stop leaves it running', async () => {
    const id = disk.createRunning();
    const watched = perform(`ops watch ${id}`);
    const left = perform(`ops watch ${id}`);
    left.stop();
    expect([await left.ended, asked]).toEqual([130, []]);
    disk.service.appendMetrics(id, stepsOf(0, [1]));
    disk.service.fail(id, failure('internal', 'x'));
    expect(await watched.ended).toBe(1);
    expect(watched.lines().map(({ kind }) => kind)).toEqual(['operation', 'metrics', 'result']);
  });

  it('of all shows each and ends when nothing runs any more', async () => {
    const [first, second] = [disk.createRunning(), disk.createRunning()];
    const { ended, lines } = perform('ops watch');
    expect(lines().map(({ kind }) => kind)).toEqual(['operation', 'operation']);
    disk.service.complete(first, outcomeOf());
    disk.service.complete(second, outcomeOf());
    runner.ended(second);
    expect(await ended).toBe(0);
    expect(lines().map(({ kind }) => kind)).toEqual(['operation', 'operation', 'result', 'result']);
  });

  it('says so where nothing runs, and of what waits in vain how it is run', async () => {
    runner.activeCount = 0;
    const { ended, lines } = perform('ops watch');
    expect([await ended, lines()]).toEqual([0, [{ kind: 'operations', operations: [], total: 0 }]]);
    expect(await codeOf(perform(`ops watch ${disk.create()}`).ended)).toBe('not_allowed');
  });
});
