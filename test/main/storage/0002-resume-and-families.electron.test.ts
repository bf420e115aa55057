import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CHECKPOINT_CAUSES } from '../../../src/contract/checkpoints';
import { operationSchema } from '../../../src/contract/operation';
import { operationOriginSchema } from '../../../src/contract/operation-lineage';
import { operationQuerySchema } from '../../../src/contract/operation-listing';
import { phasesOf } from '../../../src/contract/phases-of';
import { OperationsService } from '../../../src/main/operations/operations-service';
import { emptyProgress } from '../../../src/main/operations/progress/progress-tracker';
import { migrate } from '../../../src/main/storage/migrate';
import { ManualClock } from '../operations/manual-clock';
import { listedInCheck } from './schema-checks';
import { nativeBinding, openAt, temporaryFolder } from './temporary-storage';

const MOMENT = '2026-11-23T10:15:00.000Z';
const LATER = '2026-11-23T10:20:00.000Z';
const idOf = (digit: string) => `op_dummy_20261123_101500_${digit.repeat(8)}`;

function databaseAt(path: string): Database.Database {
  const database = new Database(path, nativeBinding === undefined ? {} : { nativeBinding });
  database.pragma('foreign_keys = ON');
  return database;
}

/** A profile as the first release left it: pending, running, failed after two attempts, and completed with a child. */
function releasedProfile(): string {
  const path = join(temporaryFolder(), 'tradewind.db');
  const database = databaseAt(path);
  migrate(database, path, 1);
  const progress = JSON.stringify({ ...emptyProgress(phasesOf('dummy'), MOMENT), percentage: 48 });
  const request = '{"type":"dummy","steps":3,"seconds":1,"failAt":null,"ignoreCancel":false}';
  const insert = (digit: string, columns: Record<string, string | null>, attempts: number) => {
    const row = { operation_id: idOf(digit), type: 'dummy', created_at: MOMENT, title: `Dummy ${digit}`, ...columns };
    const names = Object.keys(row);
    const { lastInsertRowid } = database
      .prepare(`INSERT INTO operations (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
      .run(row);
    const result = columns['status'] === 'completed' ? '{"type":"dummy","steps":3}' : null;
    database
      .prepare(
        `INSERT INTO operation_details (id, parameters, request, warnings, progress, result)
         VALUES (?, '{}', ?, '["careful"]', ?, ?)`,
      )
      .run(lastInsertRowid, request, columns['status'] === 'pending' ? null : progress, result);
    for (let number = 1; number <= attempts; number += 1) {
      database
        .prepare('INSERT INTO attempts (operation_id, number, requested_at) VALUES (?, ?, ?)')
        .run(idOf(digit), number, MOMENT);
    }
  };
  insert('a', { status: 'pending' }, 1);
  insert('b', { status: 'running', started_at: MOMENT }, 1);
  insert(
    'c',
    {
      ...{ status: 'failed', started_at: MOMENT, completed_at: LATER },
      ...{ failure_code: 'internal', failure_message: 'broken' },
    },
    2,
  );
  insert('d', { status: 'completed', started_at: MOMENT, completed_at: LATER }, 1);
  insert('e', { status: 'pending', parent_operation_id: idOf('d') }, 1);
  database
    .prepare('INSERT INTO metrics VALUES (?, 0, \'step\', ?, 0, \'{"step":0,"value":1}\')')
    .run(idOf('d'), MOMENT);
  database.prepare('INSERT INTO discarded_files VALUES (?, ?)').run('artifacts/old', MOMENT);
  database.close();
  return path;
}

function serviceOf(path: string) {
  const storage = openAt(path);
  onTestFinished(() => storage.close());
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const service = new OperationsService({
    storage,
    clock: new ManualClock(),
    log,
    phasesOf,
    deleteFile: async () => {},
  });
  return { storage, service };
}

describe('migration 2', () => {
  it('upgrades a released profile in place, and every operation is there as it was', () => {
    const { service } = serviceOf(releasedProfile());
    const page = service.list(operationQuerySchema.parse({ filter: {} }));
    expect(page).toMatchObject({ total: 5, active: 3 });
    for (const operation of page.operations) {
      expect(operationSchema.safeParse(operation).error).toBeUndefined();
      expect(operation).toMatchObject({ origin: null, warnings: ['careful'] });
    }
    const byTitle = new Map(page.operations.map((operation) => [operation.metadata.title, operation]));
    expect(byTitle.get('Dummy a')).toMatchObject({ status: 'pending', priority: 'normal', attempt: 1 });
    expect(byTitle.get('Dummy c')).toMatchObject({ status: 'failed', attempt: 2, checkpoint: null });
    expect(byTitle.get('Dummy d')).toMatchObject({ status: 'completed', childCount: 1 });
    const completed = byTitle.get('Dummy d');
    if (completed === undefined) throw new Error('the completed operation is gone');
    expect(service.metrics(completed.operationId, 0).metrics).toHaveLength(1);
    expect(service.engineVersionOf(completed.operationId)).toBeNull();
  });

  it('lets what waited wait on in its order, and what stopped be resumed', () => {
    const { service } = serviceOf(releasedProfile());
    expect(service.waiting()).toEqual([idOf('a'), idOf('e')]);
    const { ended, waiting } = service.reconcileAtLaunch();
    expect(ended.map(({ operationId }) => operationId)).toEqual([idOf('b'), idOf('e')]);
    expect(waiting).toEqual([idOf('a')]);
    const failed = service.list(operationQuerySchema.parse({ filter: { text: 'Dummy c' } })).operations[0];
    if (failed === undefined) throw new Error('the failed operation is gone');
    expect(service.tryResume(failed.operationId, null)).toMatchObject({ ok: true, value: { attempt: 3 } });
    expect(service.waiting()).toEqual([idOf('a'), idOf('c')]);
  });

  it('leaves a database whose references and contents hold', () => {
    const { storage } = serviceOf(releasedProfile());
    expect(storage.statement('check', 'PRAGMA foreign_key_check').all()).toEqual([]);
    expect(storage.statement<{ integrity_check: string }>('check', 'PRAGMA integrity_check').all()).toEqual([
      { integrity_check: 'ok' },
    ]);
    expect(storage.statement('files', 'SELECT path, at_once FROM discarded_files').all()).toEqual([
      { path: 'artifacts/old', at_once: 0 },
    ]);
  });

  it('lists exactly the values of the contract in its checks', () => {
    const database = databaseAt(':memory:');
    onTestFinished(() => void database.close());
    migrate(database, 'here');
    expect(listedInCheck(database, 'operations', 'origin_kind')).toEqual(operationOriginSchema.shape.kind.options);
    expect(listedInCheck(database, 'checkpoints', 'cause')).toEqual([...CHECKPOINT_CAUSES]);
  });

  it.each([
    ['an origin of no kind', { origin_operation_id: idOf('a') }],
    ['a kind of origin without one', { origin_kind: 'retry' }],
    ['an unknown origin', { origin_kind: 'copy', origin_operation_id: idOf('a') }],
    ['a priority that is none', { priority: 3 }],
    ['an attempt before the first', { attempt: 0 }],
  ])('refuses %s', (_, columns: Record<string, string | number>) => {
    const database = databaseAt(':memory:');
    onTestFinished(() => void database.close());
    migrate(database, 'here');
    const row = {
      operation_id: idOf('f'),
      type: 'dummy',
      status: 'pending',
      created_at: MOMENT,
      title: 'x',
      ...columns,
    };
    const names = Object.keys(row);
    const insert = database.prepare(
      `INSERT INTO operations (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    );
    expect(() => insert.run(row)).toThrow(/constraint failed/);
  });
});
