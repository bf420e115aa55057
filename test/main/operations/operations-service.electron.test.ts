import { describe, expect, it, vi } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import { operationIdSchema } from '../../../src/contract/identifiers';
import { operationSchema } from '../../../src/contract/operation';
import { operationRequestSchema } from '../../../src/contract/requests';
import { strategyHashOf } from '../../../src/main/operations/request-column';
import {
  artifactOf,
  backtestingResult,
  datasetOf,
  dummyRequest,
  fingerprintOf,
  hashOf,
  metadataOf,
  outcomeOf,
  snapshotOf,
  stepsOf,
  tradeOf,
  trainingResult,
} from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const UNKNOWN = operationIdSchema.parse('op_dummy_20260101_000000_00000000');

describe('creating an operation', () => {
  it('stores a pending one with an id that tells type and time', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    expect(id).toMatch(/^op_dummy_20261123_101500_[0-9a-f]{8}$/);
    expect(disk.as('pending', id)).toMatchObject({
      createdAt: '2026-11-23T10:15:00.000Z',
      queuePosition: null,
      warnings: [],
    });
    expect(disk.changes).toEqual([{ kind: 'changed', operationId: id }]);
  });

  it('keeps every field over a restart', () => {
    const disk = new ServiceOnDisk();
    const text = 'name: pullback\n';
    const metadata = metadataOf({
      title: 'pullback',
      symbol: 'BTC/USD',
      timeframe: '1d',
      startDate: '2019-01-01',
      endDate: '2019-12-31',
      seed: 4_294_967_295,
      strategyName: 'Pullback ünïcode',
      strategyHash: strategyHashOf(text),
      datasets: [fingerprintOf('a'), fingerprintOf('b')],
      modelOperationId: operationIdSchema.parse('op_training_20261123_101500_1a2b3c4d'),
      parameters: { 'training.epochs': 20, nested: { list: [1, 'two', null, true] } },
    });
    const request = operationRequestSchema.parse({ type: 'training', strategy: { fileName: 'pullback.yaml', text } });
    const parent = disk.create();
    const created = disk.service.create({
      type: 'training',
      metadata,
      request,
      warnings: ['unused key'],
      parentOperationId: parent,
    });
    disk.crashAndReopen();
    const read = disk.service.get(created.operationId);
    expect(read).toEqual(created);
    expect(read).toMatchObject({ metadata, parentOperationId: parent, warnings: ['unused key'], type: 'training' });
    expect(disk.service.request(created.operationId)).toEqual(request);
    expect(disk.service.strategy(created.operationId)).toEqual({ fileName: 'pullback.yaml', text });
  });

  it('refuses an id that is taken and a parent that is not there, and stores nothing', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    const wanted = { type: 'dummy', metadata: metadataOf(), request: dummyRequest } as const;
    const codeOf = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return error instanceof FailureError ? error.failure.code : error;
      }
      return 'no error';
    };
    expect(codeOf(() => disk.service.create({ ...wanted, operationId: id }))).toBe('not_allowed');
    expect(codeOf(() => disk.service.create({ ...wanted, parentOperationId: UNKNOWN }))).toBe('unknown_operation');
    expect(disk.rows('SELECT operation_id FROM operations')).toHaveLength(1);
  });

  it('stores a strategy text once, whatever the number of operations that pin it', () => {
    const disk = new ServiceOnDisk();
    const request = operationRequestSchema.parse({ type: 'training', strategy: { fileName: 'a.yaml', text: 'a: 1' } });
    const metadata = metadataOf({ strategyHash: strategyHashOf('a: 1') });
    disk.service.create({ type: 'training', metadata, request });
    disk.service.create({ type: 'training', metadata, request });
    expect(disk.rows('SELECT hash FROM strategies')).toEqual([{ hash: strategyHashOf('a: 1') }]);
  });
});

describe('the life of an operation', () => {
  it('runs from its start, counts its attempt and ends complete', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    disk.clock.advance(2_000);
    expect(disk.service.start(id).ok).toBe(true);
    expect(disk.as('running', id)).toMatchObject({ startedAt: '2026-11-23T10:15:02.000Z', cancelRequested: null });
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1, current: 1, total: 3 }));
    disk.clock.advance(5_000);
    const completed = disk.service.complete(id, outcomeOf({ warnings: ['nearly'] }));
    expect(completed).toMatchObject({ ok: true, value: { status: 'completed', warnings: ['nearly'] } });
    const operation = disk.as('completed', id);
    expect(operation).toMatchObject({
      startedAt: '2026-11-23T10:15:02.000Z',
      completedAt: '2026-11-23T10:15:07.000Z',
      result: { type: 'dummy', steps: 3 },
      progress: { percentage: 100, remaining: null, stepsCompleted: 3, stepsTotal: 3 },
    });
    expect(operation.progress.phases.map((phase) => phase.durationMs)).toEqual([0, 5_000, 0]);
    expect(disk.rows('SELECT number, started_at, ended_at, duration_ms, outcome FROM attempts')).toEqual([
      {
        number: 1,
        started_at: '2026-11-23T10:15:02.000Z',
        ended_at: '2026-11-23T10:15:07.000Z',
        duration_ms: 5_000,
        outcome: 'completed',
      },
    ]);
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: 5_000 }]);
  });

  it('keeps model, trades, dataset and result of what completed over a restart', () => {
    const disk = new ServiceOnDisk();
    const training = disk.createRunning({ title: 'pullback' }, 'training');
    const model = artifactOf();
    disk.service.complete(training, outcomeOf({ result: trainingResult, artifacts: [model] }));
    const backtest = disk.createRunning({ modelOperationId: training }, 'backtesting');
    const trades = [
      tradeOf(),
      tradeOf({ side: 'short', quantity: 0.1 + 0.2, netPnl: -1e-17, exitReason: 'end_of_range' }),
    ];
    const equity = artifactOf({ role: 'equity', path: '/profile/artifacts/equity' });
    disk.service.complete(backtest, outcomeOf({ result: backtestingResult(training), trades, artifacts: [equity] }));
    const load = disk.createRunning({}, 'data_load');
    const dataset = datasetOf();
    disk.service.complete(
      load,
      outcomeOf({
        result: {
          type: 'data_load',
          fingerprint: dataset.fingerprint,
          bars: dataset.bars,
          start: dataset.start,
          end: dataset.end,
          ignoredColumns: ['adjclose'],
          isNew: true,
        },
        dataset,
        artifacts: [artifactOf({ role: 'dataset', path: '/profile/market-data/d.parquet' })],
      }),
    );
    const before = [training, backtest, load].map((id) => disk.service.get(id));
    disk.crashAndReopen();
    expect([training, backtest, load].map((id) => disk.service.get(id))).toEqual(before);
    expect(disk.service.modelOf(training)).toEqual(model);
    expect(disk.service.modelOf(backtest)).toBeNull();
    expect(disk.service.trades(backtest)).toEqual(trades);
    expect(disk.service.artifacts(backtest)).toEqual([equity]);
    expect(disk.rows('SELECT * FROM datasets')).toEqual([
      {
        fingerprint: dataset.fingerprint,
        symbol: 'SPX',
        timeframe: '1d',
        bars: 5_104,
        start_time: dataset.start,
        end_time: dataset.end,
        imported_at: dataset.importedAt,
        source: 'sp500.csv',
        path: '/profile/market-data/d.parquet',
      },
    ]);
    expect(disk.changes).toContainEqual({ kind: 'dataset', operationId: load });
    expect(disk.rows('SELECT operation_id, path FROM models')).toEqual([{ operation_id: training, path: model.path }]);
  });

  it('stores nothing of an outcome that cannot be stored whole', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning({}, 'backtesting');
    const trades = [tradeOf(), tradeOf({ bars: -1 })];
    expect(() => disk.service.complete(id, outcomeOf({ trades, artifacts: [artifactOf()] }))).toThrow(/constraint/);
    expect(disk.as('running', id).progress.percentage).toBe(0);
    expect(disk.service.trades(id)).toEqual([]);
    expect(disk.service.artifacts(id)).toEqual([]);
    expect(disk.service.fail(id, failure('storage_failed', 'It could not be stored.')).ok).toBe(true);
  });

  it('keeps how far it came and why when it fails', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1, current: 1, total: 2 }));
    const reason = failure('worker_crashed', 'The worker stopped.', { detail: 'SIGKILL', phase: 'Work' });
    disk.service.fail(id, reason);
    disk.crashAndReopen();
    expect(disk.as('failed', id)).toMatchObject({ failure: reason, progress: { percentage: 50, remaining: null } });
    expect(disk.rows('SELECT outcome, failure FROM attempts')).toEqual([
      { outcome: 'failed', failure: JSON.stringify(reason) },
    ]);
  });

  it('may fail before it was ever started', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    disk.service.fail(id, failure('worker_did_not_start', 'No worker started.'));
    expect(disk.as('failed', id)).toMatchObject({ startedAt: null, progress: { percentage: 0, stepsTotal: 3 } });
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: null }]);
  });

  it('refuses what the table of moves does not allow, and changes nothing', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.complete(id, outcomeOf());
    const before = disk.service.get(id);
    const refusals = [
      disk.service.start(id),
      disk.service.complete(id, outcomeOf()),
      disk.service.fail(id, failure('internal', 'late')),
      disk.service.requestCancel(id, 'user', null),
      disk.service.confirmCancelled(id, { forced: true }),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ ok: false, failure: { code: 'not_allowed' } });
    }
    expect(refusals[3]).toMatchObject({
      failure: { message: 'This operation has already completed, so it cannot be cancelled.' },
    });
    expect(disk.service.updateProgress(id, snapshotOf(99, { phase: 2 }))).toBe(false);
    expect(disk.service.appendMetrics(id, stepsOf(0, [1]))).toEqual({ kind: 'refused' });
    expect(disk.service.addWarnings(id, ['late'])).toBe(false);
    expect(disk.service.get(id)).toEqual(before);
  });

  it('says so when there is no such operation', () => {
    const { service } = new ServiceOnDisk();
    for (const refusal of [service.start(UNKNOWN), service.requestCancel(UNKNOWN, 'user', null)]) {
      expect(refusal).toMatchObject({ ok: false, failure: { code: 'unknown_operation' } });
    }
    for (const read of ['get', 'trades', 'artifacts', 'request', 'strategy'] as const) {
      expect(() => service[read](UNKNOWN)).toThrow(FailureError);
    }
    expect(() => service.metrics(UNKNOWN, 0)).toThrow('There is no operation');
    expect(service.find(UNKNOWN)).toBeNull();
    expect(service.modelOf(UNKNOWN)).toBeNull();
  });

  it('is always valid by the contract, at every stop of the way', () => {
    const disk = new ServiceOnDisk();
    const ids = ['pending', 'running', 'asked', 'completed', 'failed', 'cancelled'].map((stop) => {
      const id = disk.create();
      if (stop !== 'pending') disk.service.start(id);
      if (stop === 'asked' || stop === 'cancelled') disk.service.requestCancel(id, 'paused', 'later');
      if (stop === 'completed') disk.service.complete(id, outcomeOf());
      if (stop === 'failed') disk.service.fail(id, failure('internal', 'broken'));
      if (stop === 'cancelled') disk.service.confirmCancelled(id, { forced: false });
      return id;
    });
    for (const id of ids) expect(operationSchema.safeParse(disk.service.get(id)).error).toBeUndefined();
  });
});

describe('cancelling', () => {
  it('ends what waits at once', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    expect(disk.service.requestCancel(id, 'user', 'wrong file').ok).toBe(true);
    expect(disk.as('cancelled', id)).toMatchObject({
      reason: 'user',
      note: 'wrong file',
      forced: false,
      startedAt: null,
    });
  });

  it('marks what runs, and the first who asks wins', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.requestCancel(id, 'paused', 'lunch');
    disk.clock.advance(100);
    expect(disk.service.requestCancel(id, 'user', 'no').ok).toBe(true);
    expect(disk.as('running', id).cancelRequested).toEqual({
      at: '2026-11-23T10:15:00.000Z',
      reason: 'paused',
      note: 'lunch',
    });
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1 }));
    expect(disk.as('running', id).cancelRequested?.reason).toBe('paused');
    disk.service.confirmCancelled(id, { forced: true });
    expect(disk.as('cancelled', id)).toMatchObject({ reason: 'paused', note: 'lunch', forced: true });
    expect(disk.rows('SELECT outcome, cancel_requested_at, cancel_reason, cancel_note, forced FROM attempts')).toEqual([
      {
        outcome: 'cancelled',
        cancel_requested_at: '2026-11-23T10:15:00.000Z',
        cancel_reason: 'paused',
        cancel_note: 'lunch',
        forced: 1,
      },
    ]);
  });

  it('does not undo a job that finished before it noticed', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.requestCancel(id, 'user', null);
    expect(disk.service.complete(id, outcomeOf()).ok).toBe(true);
    expect(disk.service.get(id).status).toBe('completed');
  });

  it('that nobody asked for is a failure, so that nothing is left running', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.confirmCancelled(id, { forced: false });
    expect(disk.as('failed', id).failure.code).toBe('internal');
  });
});

describe('what is told', () => {
  it('follows every change, until the listener leaves', () => {
    const disk = new ServiceOnDisk();
    const heard: string[] = [];
    const stop = disk.service.onChange((change) => heard.push(change.kind));
    const id = disk.createRunning();
    disk.service.updateProgress(id, snapshotOf(1));
    disk.service.updateProgress(id, snapshotOf(1));
    disk.service.addWarnings(id, ['careful']);
    disk.service.addWarnings(id, ['careful']);
    expect(heard).toEqual(['changed', 'changed', 'changed', 'changed']);
    expect(disk.as('running', id).warnings).toEqual(['careful']);
    stop();
    disk.service.complete(id, outcomeOf());
    expect(heard).toHaveLength(4);
  });

  it('reaches the others when a listener throws', () => {
    const disk = new ServiceOnDisk();
    const heard: string[] = [];
    disk.service.onChange(() => {
      throw new Error('no');
    });
    disk.service.onChange((change) => heard.push(change.kind));
    disk.create();
    expect(heard).toEqual(['changed']);
    expect(disk.logged).toEqual(['a listener of operations failed']);
  });

  it('names the place in the queue of those whose place changed', () => {
    const disk = new ServiceOnDisk();
    const [first, second] = [disk.create(), disk.create()];
    disk.service.setQueuePositions(
      new Map([
        [first, 1],
        [second, 2],
      ]),
    );
    expect(disk.as('pending', second).queuePosition).toBe(2);
    disk.changes.length = 0;
    disk.service.setQueuePositions(new Map([[second, 2]]));
    expect(disk.changes).toEqual([{ kind: 'changed', operationId: first }]);
    expect(disk.as('pending', first).queuePosition).toBeNull();
  });
});

describe('progress on its way to the database', () => {
  const saved = (disk: ServiceOnDisk) =>
    disk.rows("SELECT json_extract(progress, '$.percentage') AS percentage FROM operation_details");

  it('is written at most once a second, and not left unwritten', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1, current: 0, total: 96 }));
    expect(saved(disk)).toEqual([{ percentage: 2 }]);
    disk.clock.advance(100);
    disk.service.updateProgress(id, snapshotOf(2, { phase: 1, current: 10, total: 96 }));
    disk.clock.advance(100);
    disk.service.updateProgress(id, snapshotOf(3, { phase: 1, current: 20, total: 96 }));
    expect(saved(disk)).toEqual([{ percentage: 2 }]);
    disk.clock.advance(800);
    expect(saved(disk)).toEqual([{ percentage: 22 }]);
    disk.clock.advance(1_000);
    disk.service.updateProgress(id, snapshotOf(4, { phase: 1, current: 30, total: 96 }));
    expect(saved(disk)).toEqual([{ percentage: 32 }]);
    expect(disk.rows('SELECT duration_ms FROM operations')).toEqual([{ duration_ms: 2_000 }]);
  });

  it('is written when the phase changes and when the service is closed', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.updateProgress(id, snapshotOf(1, { phase: 1 }));
    expect(saved(disk)).toEqual([{ percentage: 2 }]);
    disk.service.updateProgress(id, snapshotOf(2, { phase: 1, current: 48, total: 96 }));
    disk.service.close();
    expect(saved(disk)).toEqual([{ percentage: 50 }]);
  });

  it('does not stop anything when it cannot be written', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.storage
      .statement('break', "CREATE TRIGGER x BEFORE UPDATE ON operation_details BEGIN SELECT raise(ABORT, 'full'); END")
      .run();
    expect(disk.service.updateProgress(id, snapshotOf(1, { phase: 1 }))).toBe(true);
    expect(disk.as('running', id).progress.percentage).toBe(2);
    expect(disk.logged).toEqual([`the progress of ${id} could not be saved`]);
  });
});

it('every move of a status is synced to the disk, progress and metrics are not', () => {
  const disk = new ServiceOnDisk();
  const synced = vi.spyOn(disk.storage, 'inFullSync');
  const syncs = (work: () => unknown) => {
    synced.mockClear();
    work();
    return synced.mock.calls.length;
  };
  const id = disk.create();
  expect(syncs(() => disk.create())).toBe(1);
  expect(syncs(() => disk.service.start(id))).toBe(1);
  expect(syncs(() => disk.service.updateProgress(id, snapshotOf(1, { phase: 1 })))).toBe(0);
  expect(syncs(() => disk.service.appendMetrics(id, stepsOf(0, [1])))).toBe(0);
  expect(syncs(() => disk.service.complete(id, outcomeOf()))).toBe(1);
  expect(syncs(() => disk.service.requestCancel(disk.create(), 'user', null))).toBe(2);
  expect(syncs(() => disk.service.fail(disk.create(), failure('internal', 'broken')))).toBe(2);
});

describe('what the past says about the duration', () => {
  it('is learnt from completed operations of the same kind only', () => {
    const disk = new ServiceOnDisk();
    const run = (seconds: number, epochs: number, end: 'complete' | 'fail') => {
      const id = disk.createRunning({ parameters: { 'training.epochs': epochs } }, 'training');
      disk.clock.advance(seconds * 1_000);
      if (end === 'complete') disk.service.complete(id, outcomeOf({ result: trainingResult }));
      else disk.service.fail(id, failure('diverged', 'The loss is not a number.'));
    };
    run(60, 20, 'complete');
    run(500, 20, 'fail');
    run(600, 200, 'complete');
    run(60, 20, 'complete');
    const id = disk.createRunning({ parameters: { 'training.epochs': 20 } }, 'training');
    const { remaining } = disk.as('running', id).progress;
    expect(remaining?.lowMs).toBeCloseTo(54_000, 0);
    expect(remaining?.highMs).toBeCloseTo(66_000, 0);
    const other = disk.createRunning({ parameters: { 'training.epochs': 200 } }, 'training');
    expect(disk.as('running', other).progress.remaining).toBeNull();
  });

  it('keeps the newest ten of each kind', () => {
    const disk = new ServiceOnDisk();
    for (let round = 1; round <= 13; round += 1) {
      const id = disk.createRunning();
      disk.clock.advance(round * 1_000);
      disk.service.complete(id, outcomeOf());
    }
    const durations = disk.rows('SELECT duration_ms FROM operation_durations ORDER BY id') as { duration_ms: number }[];
    expect(durations.map((row) => row.duration_ms / 1_000)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});

it('a dataset imported again is the newest again', () => {
  const disk = new ServiceOnDisk();
  const load = (importedAt: string, digit: string) => {
    const id = disk.createRunning({}, 'data_load');
    const dataset = datasetOf({ importedAt, fingerprint: fingerprintOf(digit) });
    disk.service.complete(
      id,
      outcomeOf({ dataset, artifacts: [artifactOf({ role: 'dataset', path: hashOf(digit) })] }),
    );
  };
  load('2026-11-23T10:00:00.000Z', 'a');
  load('2026-11-23T11:00:00.000Z', 'b');
  load('2026-11-23T12:00:00.000Z', 'a');
  expect(disk.rows('SELECT fingerprint FROM datasets ORDER BY imported_at DESC')).toEqual([
    { fingerprint: hashOf('a') },
    { fingerprint: hashOf('b') },
  ]);
});
