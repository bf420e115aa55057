import { beforeEach, describe, expect, test } from 'vitest';
import { type Fingerprint, fingerprintSchema } from '../../../src/contract/identifiers';
import type { DataLoadRequest } from '../../../src/contract/requests';
import type { Timeframe } from '../../../src/contract/timeframe';
import { DatasetCatalogue } from '../../../src/main/market-data/dataset-catalogue';
import { resolveDataLoad } from '../../../src/main/market-data/resolve-data-load';
import { dropUnusedVersions } from '../../../src/main/market-data/unused-versions';
import type { Storage } from '../../../src/main/storage/storage';
import { temporaryStorage } from '../storage/temporary-storage';

const AT = '2026-11-23T10:15:00.000Z';
const versionOf = (digit: string): Fingerprint => fingerprintSchema.parse(digit.repeat(64));

let storage: Storage;
let catalogue: DatasetCatalogue;

beforeEach(() => {
  storage = temporaryStorage();
  catalogue = new DatasetCatalogue(storage);
});

/** Imported on the given day of November. */
function add(digit: string, symbol: string, timeframe: Timeframe, day: number): void {
  storage
    .statement(
      'add',
      `INSERT INTO datasets (fingerprint, symbol, timeframe, bars, start_time, end_time, imported_at, source, path)
       VALUES (:fingerprint, :symbol, :timeframe, 10, '2020-01-01T00:00:00.000Z', '2020-02-01T00:00:00.000Z', :at, 'x.csv', :path)`,
    )
    .run({
      fingerprint: versionOf(digit),
      symbol,
      timeframe,
      at: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`,
      path: `/data/${digit}.parquet`,
    });
}

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  throw new Error('it did not throw');
};

describe('the catalogue', () => {
  test('lists the newest version of each symbol and timeframe', () => {
    add('1', 'SP500', '1d', 1);
    add('2', 'SP500', '1d', 3);
    add('3', 'SP500', '1d', 2);
    add('4', 'SP500', '1h', 1);
    add('5', 'EURUSD', '1h', 1);
    expect(catalogue.list().map(({ symbol, timeframe, fingerprint }) => [symbol, timeframe, fingerprint[0]])).toEqual([
      ['EURUSD', '1h', '5'],
      ['SP500', '1d', '2'],
      ['SP500', '1h', '4'],
    ]);
    expect(catalogue.list()[1]).toEqual({
      fingerprint: versionOf('2'),
      symbol: 'SP500',
      timeframe: '1d',
      bars: 10,
      start: '2020-01-01T00:00:00.000Z',
      end: '2020-02-01T00:00:00.000Z',
      importedAt: '2026-11-03T00:00:00.000Z',
      source: 'x.csv',
    });
  });

  test('finds the newest version and any pinned one', () => {
    add('1', 'SP500', '1d', 1);
    add('2', 'SP500', '1d', 2);
    const newest = { fingerprint: versionOf('2'), path: '/data/2.parquet', symbol: 'SP500', timeframe: '1d' };
    expect(catalogue.newest('SP500', '1d')).toEqual(newest);
    expect(catalogue.require('SP500', '1d')).toEqual(newest);
    expect(catalogue.requireVersion(versionOf('1')).path).toBe('/data/1.parquet');
    expect(catalogue.newest('SP500', '1h')).toBeNull();
  });

  test('says what is there when something is not', () => {
    expect(messageOf(() => catalogue.require('SP500', '1d'))).toBe(
      'There is no market data of SP500 1d, nor any other. Import some first.',
    );
    add('1', 'SP500', '1d', 1);
    add('2', 'EURUSD', '1h', 1);
    expect(messageOf(() => catalogue.require('SP500', '1h'))).toBe(
      'There are no 1h bars of SP500, only 1d. Import them or take another timeframe.',
    );
    expect(messageOf(() => catalogue.require('SP50', '1d'))).toBe(
      'There is no market data of SP50. Did you mean SP500? There is: EURUSD, SP500.',
    );
    expect(messageOf(() => catalogue.require('GOLD', '1d'))).toBe(
      'There is no market data of GOLD. There is: EURUSD, SP500.',
    );
    expect(() => catalogue.require('GOLD', '1d')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'unknown_symbol' }) }),
    );
    expect(() => catalogue.requireVersion(versionOf('9'))).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'dataset_missing' }) }),
    );
  });
});

describe('a request becomes a job', () => {
  const place = { current: null, marketDataFolder: '/data', now: 42 };
  const synthetic = (startDate: string): DataLoadRequest => ({
    type: 'data_load',
    symbol: 'DEMO',
    timeframe: '1h',
    source: {
      provider: 'synthetic',
      seed: 1,
      mode: 'tail',
      startDate,
      endDate: '2024-02-01',
      delayMs: 0,
      gapShare: 0,
      failingAttempts: [],
    },
  });
  const csv = (path: string): DataLoadRequest => ({
    type: 'data_load',
    symbol: 'DEMO',
    timeframe: '1h',
    source: { provider: 'csv', path },
  });

  test('a provider adds to the version it is given, a file stands for itself', () => {
    add('1', 'DEMO', '1h', 1);
    const current = catalogue.newest('DEMO', '1h');
    expect(resolveDataLoad(synthetic('2024-01-01'), { ...place, current })).toMatchObject({
      current: { fingerprint: versionOf('1') },
      marketDataFolder: '/data',
      now: 42,
    });
    expect(resolveDataLoad(csv('/tmp/prices.csv'), { ...place, current })).toMatchObject({ current: null });
  });

  test('a date that is none and a relative path are refused before anything is queued', () => {
    expect(() => resolveDataLoad(synthetic('2024-02-31'), place)).toThrow(/2024-02-31/);
    expect(() => resolveDataLoad(csv('prices.csv'), place)).toThrow(/needs its whole path/);
  });
});

describe('a version goes', () => {
  const drop = (): number => dropUnusedVersions(storage, AT);
  const discarded = (): string[] =>
    storage
      .statement<{ path: string }>('discarded', 'SELECT path FROM discarded_files ORDER BY path')
      .all()
      .map(({ path }) => path);

  function operation(number: number, pinned: readonly string[]): void {
    const id = `op_training_20261123_101500_0000000${number}`;
    storage
      .statement(
        'operation',
        `INSERT INTO operations (id, operation_id, type, status, created_at, title) VALUES (:number, :id, 'training', 'pending', :at, 'x')`,
      )
      .run({ number, id, at: AT });
    const pin = storage.statement(
      'pin',
      'INSERT INTO operation_datasets (operation_id, position, fingerprint) VALUES (:id, :position, :fingerprint)',
    );
    pinned.forEach((digit, position) => {
      pin.run({ id, position, fingerprint: versionOf(digit) });
    });
  }

  test('only when it is superseded, pinned by nobody and made by no operation of the history', () => {
    for (const digit of ['1', '2', '3', '4']) add(digit, 'SP500', '1d', Number(digit));
    add('5', 'EURUSD', '1h', 1);
    operation(1, ['9', '2']);
    storage
      .statement(
        'artifact',
        `INSERT INTO artifacts (operation_id, role, path, sha256, bytes)
         VALUES ('op_training_20261123_101500_00000001', 'dataset', '/data/3.parquet', 'x', 1)`,
      )
      .run();
    expect(drop()).toBe(1);
    expect(discarded()).toEqual(['/data/1.parquet']);
    expect(catalogue.list().map(({ fingerprint }) => fingerprint[0])).toEqual(['5', '4']);
    expect(() => catalogue.requireVersion(versionOf('1'))).toThrow();
    expect(catalogue.requireVersion(versionOf('2')).path).toBe('/data/2.parquet');
    expect(catalogue.requireVersion(versionOf('3')).path).toBe('/data/3.parquet');
    expect(drop()).toBe(0);
  });

  test('when the last operation that pinned it is gone', () => {
    add('1', 'SP500', '1d', 1);
    add('2', 'SP500', '1d', 2);
    operation(1, ['1']);
    expect(drop()).toBe(0);
    storage.statement('delete', 'DELETE FROM operations').run();
    expect(drop()).toBe(1);
    expect(discarded()).toEqual(['/data/1.parquet']);
  });
});
