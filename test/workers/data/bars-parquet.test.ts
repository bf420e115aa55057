import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Fingerprint, fingerprintSchema } from '../../../src/contract/identifiers';
import type { BarRange, DatasetFile } from '../../../src/contract/worker-protocol';
import { type Bars, barCount, sliceBars } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import { readBars, storesBars, writeBars } from '../../../src/workers/data/bars-parquet';
import { withDuckDb } from '../../../src/workers/data/duckdb-session';
import { fingerprintOf } from '../../../src/workers/data/fingerprint';
import { walkingBars } from './bar-samples';
import { temporaryFolder } from './temporary-folder';

const HOUR_MS = 3_600_000;
const EVERYTHING: BarRange = { from: null, before: null };
const NEVER = new AbortController().signal;
const SOME_FINGERPRINT: Fingerprint = fingerprintSchema.parse('0'.repeat(64));

const datasetAt = (path: string): DatasetFile => ({
  fingerprint: SOME_FINGERPRINT,
  path,
  symbol: 'TEST',
  timeframe: '1h',
});

async function stored(bars: Bars): Promise<DatasetFile> {
  const path = join(temporaryFolder(), 'bars.parquet');
  await writeBars(bars, path, NEVER, () => {});
  return datasetAt(path);
}

/** A signal that is aborted when `update` was called `times` times. */
function abortAfter(times: number): { signal: AbortSignal; update: () => void } {
  const controller = new AbortController();
  let calls = 0;
  const update = (): void => {
    calls += 1;
    if (calls === times) controller.abort(new JobCancelled());
  };
  return { signal: controller.signal, update };
}

test('bars come back to the last bit, in shared memory, and with the same fingerprint', async () => {
  const bars = walkingBars(10_000);
  bars.open[0] = 0.00005330000000000001;
  bars.time[0] = -1_234_567_890_123;
  bars.volume[1] = Number.MAX_SAFE_INTEGER + 2;
  const { bars: read, firstRow, available } = await readBars(await stored(bars), EVERYTHING, 0, NEVER);
  expect(read).toEqual(bars);
  expect(firstRow).toBe(0);
  expect(available).toEqual({ first: bars.time[0], last: bars.time[9_999], bars: 10_000 });
  expect(read.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(fingerprintOf(read, 'A', '1h', () => {})).toBe(fingerprintOf(bars, 'A', '1h', () => {}));
});

test('other tools find UTC timestamps and doubles in the file', async () => {
  const { path } = await stored(walkingBars(3));
  const rows = await withDuckDb(NEVER, async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT name, type, logical_type FROM parquet_schema('${path}') WHERE type IS NOT NULL`,
    );
    return reader.getRowsJson();
  });
  expect(rows.map(([name, type]) => `${name} ${type}`)).toEqual([
    'time INT64',
    'open DOUBLE',
    'high DOUBLE',
    'low DOUBLE',
    'close DOUBLE',
    'volume DOUBLE',
  ]);
  expect(String(rows[0]?.[2])).toMatch(/isAdjustedToUTC=1.*MICROS=MicroSeconds/);
});

describe('a range', () => {
  const bars = walkingBars(5_000);
  const at = (index: number): number => bars.time[index] ?? Number.NaN;
  let dataset: DatasetFile;
  beforeEach(async () => {
    dataset = await stored(bars);
  });

  test.each([
    ['is half-open', { from: at(100), before: at(200) }, 0, 100, 200, 0],
    ['brings history along', { from: at(100), before: at(200) }, 50, 50, 200, 50],
    ['brings as much history as there is', { from: at(100), before: at(200) }, 500, 0, 200, 100],
    ['may begin and end between bars', { from: at(100) + 1, before: at(200) + 1 }, 0, 101, 201, 0],
    ['may be open on both sides', EVERYTHING, 100, 0, 5_000, 0],
    ['may reach beyond the data', { from: at(0) - HOUR_MS, before: at(4_999) + HOUR_MS }, 10, 0, 5_000, 0],
    ['may take all from a moment on', { from: at(4_000), before: null }, 1_000, 3_000, 5_000, 1_000],
  ])('%s', async (_name, range, history, start, end, firstRow) => {
    const read = await readBars(dataset, range, history, NEVER);
    expect(read.bars).toEqual(sliceBars(bars, start, end));
    expect(read.firstRow).toBe(firstRow);
  });

  test.each([
    ['before the data', { from: at(0) - 10 * HOUR_MS, before: at(0) }],
    ['after the data', { from: at(4_999) + 1, before: null }],
    ['between two bars', { from: at(7) + 1, before: at(8) }],
  ])('%s has no bars of its own, and what there is is told', async (_name, range) => {
    const { bars: read, firstRow, available } = await readBars(dataset, range, 5, NEVER);
    expect(barCount(read)).toBe(firstRow);
    expect(available).toEqual({ first: at(0), last: at(4_999), bars: 5_000 });
  });
});

test('a file that is gone, and one that is not Parquet, are refused each with its reason', async () => {
  const folder = temporaryFolder();
  await expect(readBars(datasetAt(join(folder, 'none.parquet')), EVERYTHING, 0, NEVER)).rejects.toMatchObject({
    failure: {
      code: 'dataset_missing',
      message: expect.stringMatching(/TEST 1h is no longer there .* Import the data again/),
    },
  });
  const damaged = join(folder, 'damaged.parquet');
  writeFileSync(damaged, 'PAR1 but nothing else');
  await expect(readBars(datasetAt(damaged), EVERYTHING, 0, NEVER)).rejects.toMatchObject({
    failure: {
      code: 'storage_failed',
      message: expect.stringMatching(/TEST 1h cannot be read .* Import the data again/),
    },
  });
  expect(await storesBars(datasetAt(damaged), walkingBars(5), NEVER)).toBe(false);
  expect(await storesBars(datasetAt(join(folder, 'none.parquet')), walkingBars(5), NEVER)).toBe(false);
  rmSync(damaged);
});

test("a folder whose name is full of a database's special characters is a folder like any other", async () => {
  const path = join(temporaryFolder(), `it's [a] *f?lder* {x} 100%`, 'bars.parquet');
  await writeBars(walkingBars(5), path, NEVER, () => {});
  expect(barCount((await readBars(datasetAt(path), EVERYTHING, 0, NEVER)).bars)).toBe(5);
});

test('a stored file holds its bars and no others', async () => {
  const { path } = await stored(walkingBars(321));
  const dataset = datasetAt(path);
  expect(await storesBars(dataset, walkingBars(321), NEVER)).toBe(true);
  expect(await storesBars(dataset, walkingBars(320), NEVER)).toBe(false);
  const other = walkingBars(321);
  other.close[200] = (other.close[200] as number) + 0.01;
  expect(await storesBars(dataset, other, NEVER)).toBe(false);
});

test.each([1, 2, 5])('a write that is cancelled at its %ith sign of progress leaves nothing behind', async (times) => {
  const folder = temporaryFolder();
  const { signal, update } = abortAfter(times);
  await expect(writeBars(walkingBars(100_000, '1m'), join(folder, 'x.parquet'), signal, update)).rejects.toThrow(
    JobCancelled,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a read that is cancelled ends with the reason', async () => {
  const dataset = await stored(walkingBars(200_000, '1m'));
  const { signal, update } = abortAfter(1);
  await expect(readBars(dataset, EVERYTHING, 0, signal, update)).rejects.toThrow(JobCancelled);
});

test('a running query is interrupted, and the next one on the same database works', async () => {
  const controller = new AbortController();
  const endless = withDuckDb(controller.signal, (connection) =>
    connection.run('SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b'),
  );
  setTimeout(() => controller.abort(new JobCancelled()), 50);
  await expect(endless).rejects.toThrow(JobCancelled);
  const { path } = await stored(walkingBars(2));
  expect(await storesBars(datasetAt(path), walkingBars(2), NEVER)).toBe(true);
});

test('a folder that cannot be made is a clear failure', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(writeBars(walkingBars(2), join(file, 'x.parquet'), NEVER, () => {})).rejects.toMatchObject({
    failure: { code: 'storage_failed', message: expect.stringMatching(/could not be written\. Check the disk/) },
  });
});
