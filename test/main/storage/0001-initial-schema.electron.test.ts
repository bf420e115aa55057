import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CANCEL_REASONS } from '../../../src/contract/cancellation';
import { OPERATION_STATUSES } from '../../../src/contract/operation-status';
import { OPERATION_TYPES } from '../../../src/contract/operation-type';
import { TIMEFRAMES } from '../../../src/contract/timeframe';
import { tradeSchema } from '../../../src/contract/trades';
import { artifactSchema } from '../../../src/contract/worker-protocol';
import { migrate } from '../../../src/main/storage/migrate';
import { listedInCheck } from './schema-checks';
import { nativeBinding } from './temporary-storage';

function databaseAtVersionOne() {
  const database = new Database(':memory:', nativeBinding === undefined ? {} : { nativeBinding });
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  migrate(database, 'here', 1);
  return database;
}

const MOMENT = '2026-11-23T10:15:00.000Z';

interface Column {
  readonly [name: string]: string | number | null;
}

function insertOperation(database: Database.Database, columns: Column = {}): void {
  const row = {
    operation_id: 'op_dummy_20261123_101500_1a2b3c4d',
    type: 'dummy',
    status: 'pending',
    created_at: MOMENT,
    title: 'Dummy',
    ...columns,
  };
  const names = Object.keys(row);
  database
    .prepare(`INSERT INTO operations (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
    .run(row);
}

describe('migration 1', () => {
  it('makes every table of the design', () => {
    const names = databaseAtVersionOne()
      .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
      .pluck()
      .all();
    expect(names).toEqual(
      expect.arrayContaining(
        'operations attempts metrics checkpoints operation_durations datasets strategies models trades tags notes settings operations_text'.split(
          ' ',
        ),
      ),
    );
  });

  it('lists exactly the values of the contract in its checks', () => {
    const database = databaseAtVersionOne();
    expect(listedInCheck(database, 'operations', 'type')).toEqual([...OPERATION_TYPES]);
    expect(listedInCheck(database, 'operations', 'status')).toEqual([...OPERATION_STATUSES]);
    expect(listedInCheck(database, 'operations', 'timeframe')).toEqual([...TIMEFRAMES]);
    expect(listedInCheck(database, 'operations', 'cancel_reason')).toEqual([...CANCEL_REASONS]);
    expect(listedInCheck(database, 'attempts', 'cancel_reason')).toEqual([...CANCEL_REASONS]);
    expect(listedInCheck(database, 'datasets', 'timeframe')).toEqual([...TIMEFRAMES]);
    expect(listedInCheck(database, 'artifacts', 'role')).toEqual(artifactSchema.shape.role.options);
    expect(listedInCheck(database, 'trades', 'side')).toEqual(tradeSchema.shape.side.options);
    expect(listedInCheck(database, 'trades', 'exit_reason')).toEqual(tradeSchema.shape.exitReason.options);
  });

  it.each([
    ['an unknown status', { status: 'RUNNING' }],
    ['an unknown type', { type: 'magic' }],
    ['running without a start', { status: 'running' }],
    ['completed without an end', { status: 'completed', started_at: MOMENT }],
    ['pending with an end', { completed_at: MOMENT }],
    ['failed without a failure', { status: 'failed', completed_at: MOMENT }],
    ['a failure while pending', { failure_code: 'internal', failure_message: 'x' }],
    ['cancelled without a reason', { status: 'cancelled', completed_at: MOMENT, forced: 0 }],
    [
      'cancelled without knowing whether by force',
      { status: 'cancelled', completed_at: MOMENT, cancel_reason: 'user' },
    ],
    ['a cancel request without a reason', { status: 'running', started_at: MOMENT, cancel_requested_at: MOMENT }],
    ['hidden while active', { deleted_at: MOMENT }],
    ['an unknown parent', { parent_operation_id: 'op_dummy_20261123_101500_00000000' }],
  ])('refuses an operation that is %s', (_, columns) => {
    const database = databaseAtVersionOne();
    expect(() => insertOperation(database, columns)).toThrow(/constraint failed/);
  });

  it('keeps the full text in step with the operations', () => {
    const database = databaseAtVersionOne();
    insertOperation(database, { title: 'first', symbol: 'BTC/USD' });
    const find = (words: string) =>
      database.prepare('SELECT rowid FROM operations_text WHERE operations_text MATCH ?').all(words).length;
    expect(find('first')).toBe(1);
    expect(find('"btc/usd"')).toBe(1);
    database
      .prepare(
        "UPDATE operations SET status = 'failed', completed_at = :at, failure_code = 'internal', failure_message = 'broken spring'",
      )
      .run({ at: MOMENT });
    expect(find('spring')).toBe(1);
    database.exec('DELETE FROM operations');
    expect(find('first')).toBe(0);
  });

  it('takes everything that belongs to an operation away with it, and leaves its children', () => {
    const database = databaseAtVersionOne();
    const id = 'op_dummy_20261123_101500_1a2b3c4d';
    insertOperation(database);
    insertOperation(database, { operation_id: 'op_dummy_20261123_101500_ffffffff', parent_operation_id: id });
    database.prepare("INSERT INTO metrics VALUES (?, 0, 'step', ?, 0, '{}')").run(id, MOMENT);
    database.prepare('INSERT INTO attempts (operation_id, number, requested_at) VALUES (?, 1, ?)').run(id, MOMENT);
    database.prepare('INSERT INTO notes VALUES (?, ?, ?)').run(id, 'hello', MOMENT);
    database
      .prepare("INSERT INTO operation_details (id, parameters, request, warnings) VALUES (1, '{}', '{}', '[]')")
      .run();
    database.prepare('DELETE FROM operations WHERE operation_id = ?').run(id);
    for (const table of ['metrics', 'attempts', 'notes', 'operation_details']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    }
    expect(database.prepare('SELECT parent_operation_id FROM operations').pluck().all()).toEqual([null]);
  });
});
