import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import { operationQuerySchema } from '../../../src/contract/operation-listing';
import {
  artifactOf,
  datasetOf,
  dummyRequest,
  metadataOf,
  outcomeOf,
  stepsOf,
  tradeOf,
  trainingResult,
} from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const everything = operationQuerySchema.parse({ filter: {} });
const UNDO_MS = 10_000;

function completed(disk: ServiceOnDisk, path = '/artifacts/model', metrics = 3): OperationId {
  const id = disk.createRunning({ title: 'pullback' }, 'training');
  disk.service.appendMetrics(
    id,
    stepsOf(
      0,
      Array.from({ length: metrics }, (_, index) => index),
    ),
  );
  disk.service.complete(
    id,
    outcomeOf({ result: trainingResult, artifacts: [artifactOf({ path })], trades: [tradeOf()] }),
  );
  return id;
}

const settle = () => new Promise((resume) => setImmediate(resume));
const tables = ['operations', 'operation_details', 'operations_text', 'attempts', 'metrics', 'trades', 'artifacts'];
const rowCounts = (disk: ServiceOnDisk) =>
  tables.map((table) => (disk.rows(`SELECT count(*) AS count FROM ${table}`)[0] as { count: number }).count);

describe('deleting operations', () => {
  it('hides them everywhere at once', () => {
    const disk = new ServiceOnDisk();
    const [gone, kept] = [completed(disk), completed(disk)];
    disk.changes.length = 0;
    expect(disk.service.delete([gone])).toEqual([gone]);
    expect(disk.changes).toEqual([{ kind: 'removed', operationId: gone }]);
    const page = disk.service.list(everything);
    expect(page.operations.map((operation) => operation.operationId)).toEqual([kept]);
    expect(page).toMatchObject({ total: 1, counts: { completed: 1 } });
    expect(disk.service.list({ ...everything, filter: { ...everything.filter, text: 'pullback' } }).total).toBe(1);
    expect(disk.service.find(gone)).toBeNull();
    expect(disk.service.modelOf(gone)).toBeNull();
    expect(() => disk.service.metrics(gone, 0)).toThrow('There is no operation');
  });

  it('can be undone for ten seconds, and then they are as they were', async () => {
    const disk = new ServiceOnDisk();
    const id = completed(disk);
    const before = disk.service.get(id);
    disk.service.delete([id]);
    disk.clock.advance(UNDO_MS - 1);
    disk.changes.length = 0;
    expect(disk.service.undoDelete([id])).toEqual([id]);
    expect(disk.changes).toEqual([{ kind: 'changed', operationId: id }]);
    disk.clock.advance(10 * UNDO_MS);
    await settle();
    expect(disk.service.get(id)).toEqual(before);
    expect(disk.service.metrics(id, 0).metrics).toHaveLength(3);
    expect(disk.deletedFiles).toEqual([]);
  });

  it('is for good afterwards: rows, full text and files', async () => {
    const disk = new ServiceOnDisk();
    const id = completed(disk);
    disk.service.delete([id]);
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(disk.service.undoDelete([id])).toEqual([]);
    expect(rowCounts(disk)).toEqual(tables.map(() => 0));
    expect(disk.deletedFiles).toEqual(['/artifacts/model']);
    expect(disk.rows('SELECT * FROM discarded_files')).toEqual([]);
  });

  it('leaves alone what is active, and what something active depends on', () => {
    const disk = new ServiceOnDisk();
    const [training, parent] = [completed(disk), completed(disk)];
    const backtest = disk.create({ modelOperationId: training }, 'backtesting');
    disk.service.create({
      type: 'dummy',
      metadata: metadataOf(),
      request: dummyRequest,
      parentOperationId: parent,
    });
    const running = disk.createRunning();
    expect(disk.service.delete([training, parent, backtest, running])).toEqual([]);
    disk.service.requestCancel(backtest, 'user', null);
    expect(disk.service.delete([training, backtest]).sort()).toEqual([backtest, training].sort());
  });

  it('takes out a long history in pieces, with all of its metrics', () => {
    const disk = new ServiceOnDisk();
    const ids = Array.from({ length: 120 }, (_, index) =>
      completed(disk, `/artifacts/${index}`, index === 7 ? 6_000 : 1),
    );
    const kept = completed(disk, '/artifacts/kept');
    disk.service.delete(ids);
    disk.clock.advance(UNDO_MS);
    expect(rowCounts(disk)).toEqual([1, 1, 1, 1, 3, 1, 1]);
    expect(disk.service.find(kept)).not.toBeNull();
  });

  it('of many gives way to other work in between', async () => {
    const disk = new ServiceOnDisk();
    const ids = Array.from({ length: 60 }, () => disk.createRunning());
    for (const id of ids) disk.service.complete(id, outcomeOf());
    const deleting = disk.service.deleteInSteps(ids);
    expect(disk.service.list(everything).total).toBe(10);
    disk.clock.advance(0);
    expect((await deleting).sort()).toEqual([...ids].sort());
    expect(disk.service.list(everything).total).toBe(0);
    expect(disk.service.undoDelete(ids)).toHaveLength(60);
  });

  it('is finished by the next session when the app was closed in between', async () => {
    const disk = new ServiceOnDisk();
    const id = completed(disk);
    disk.service.delete([id]);
    disk.crashAndReopen();
    disk.service.reconcileAtLaunch();
    expect(disk.service.find(id)).toBeNull();
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(rowCounts(disk)).toEqual(tables.map(() => 0));
    expect(disk.deletedFiles).toEqual(['/artifacts/model']);
  });
});

describe('the files of deleted operations', () => {
  it('stay while another operation has the same content', async () => {
    const disk = new ServiceOnDisk();
    const [first, second] = [completed(disk), completed(disk)];
    disk.service.delete([first]);
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(disk.deletedFiles).toEqual([]);
    disk.service.delete([second]);
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(disk.deletedFiles).toEqual(['/artifacts/model']);
  });

  it('stay when they are a version of a dataset', async () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning({}, 'data_load');
    const artifacts = [artifactOf({ role: 'dataset', path: '/market-data/d.parquet' })];
    disk.service.complete(id, outcomeOf({ dataset: datasetOf(), artifacts }));
    disk.service.delete([id]);
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(rowCounts(disk)[0]).toBe(0);
    expect(disk.deletedFiles).toEqual([]);
  });

  it('wait while something runs, which may be making the same one', async () => {
    const disk = new ServiceOnDisk();
    const [id, other] = [completed(disk), completed(disk, '/artifacts/other')];
    const running = disk.createRunning({}, 'training');
    disk.service.delete([id, other]);
    disk.clock.advance(UNDO_MS);
    await settle();
    expect(disk.deletedFiles).toEqual([]);
    disk.service.complete(
      running,
      outcomeOf({ result: trainingResult, artifacts: [artifactOf({ path: '/artifacts/model' })] }),
    );
    await settle();
    expect(disk.deletedFiles).toEqual(['/artifacts/other']);
  });
});
