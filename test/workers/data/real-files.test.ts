import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Timeframe } from '../../../src/contract/timeframe';
import { barCount } from '../../../src/engine/bars';
import { runDataLoad } from '../../../src/workers/data/run-data-load';
import { fakeJobControl } from '../../fakes/job-control';
import { csvOf, sharedBytes, walkingBars } from './bar-samples';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const SAMPLE = join(import.meta.dirname, '../../../node_modules/vega-datasets/data/sp500-2000.csv');

/** Files as they are found in the world. Where they are absent, a generated one of the same length takes their place. */
const FILES: readonly (readonly [
  name: string,
  timeframe: Timeframe,
  rows: number,
  first: string,
  last: string,
  ignored: string[],
])[] = [
  ['eurusd_h1.csv', '1h', 74_439, '2007-01-01T21:00:00.000Z', '2018-12-31T21:00:00.000Z', ['spread']],
  ['eurusd_h1_2017_tickvol.csv', '1h', 5_000, '2017-04-19T09:00:00.000Z', '2018-02-07T15:00:00.000Z', []],
  ['gbpusd_m1.csv', '1m', 30_117, '2012-02-01T00:00:00.000Z', '2012-03-01T00:00:00.000Z', []],
  ['btcusd_perp_m1.csv', '1m', 45_031, '2021-12-31T23:01:00.000Z', '2022-02-01T05:31:00.000Z', []],
  ['ada_btc_m5.csv', '5m', 5_720, '2018-01-10T04:55:00.000Z', '2018-01-30T04:50:00.000Z', []],
  ['spy_h1.csv', '1h', 40_832, '1998-01-02T14:00:00.000Z', '2021-03-31T19:00:00.000Z', []],
  ['aapl_d1_unadjusted.csv', '1d', 5_849, '1998-01-02T00:00:00.000Z', '2021-03-31T00:00:00.000Z', []],
  ['goog_d1.csv', '1d', 2_148, '2004-08-19T00:00:00.000Z', '2013-03-01T00:00:00.000Z', []],
  ['btcusd_d1.csv', '1d', 1_318, '2014-12-01T00:00:00.000Z', '2018-08-13T00:00:00.000Z', []],
];

const load = (bytes: Uint8Array, timeframe: Timeframe, sourceName: string) =>
  runDataLoad({ symbol: 'X', timeframe, sourceName, fetched: { form: 'csv', bytes }, warnings: [] }, fakeJobControl());

test.each(FILES)('%s imports whole', (name, timeframe, rows, first, last, ignored) => {
  const path = join(DATA, name);
  const isThere = existsSync(path);
  const content = isThere ? readFileSync(path) : csvOf(walkingBars(rows, timeframe));
  const { bars, ignoredColumns } = load(sharedBytes(content), timeframe, name);
  expect(barCount(bars)).toBe(rows);
  if (!isThere) return;
  expect(ignoredColumns).toEqual(ignored);
  expect(new Date(bars.time[0] ?? 0).toISOString()).toBe(first);
  expect(new Date(bars.time[rows - 1] ?? 0).toISOString()).toBe(last);
  // The same figures, read by the platform's own means.
  const lines = content.toString().trim().split(/\r?\n/);
  for (const index of [0, 1, Math.floor(rows / 2), rows - 1]) {
    const fields = (lines[index + 1] ?? '').split(',');
    const figures = [bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[index]);
    expect(figures).toEqual(fields.slice(1, 6).map(Number));
  }
});

test('the S&P 500 sample imports whole', () => {
  const { bars, ignoredColumns } = load(sharedBytes(readFileSync(SAMPLE)), '1d', 'sp500-2000.csv');
  expect(ignoredColumns).toEqual(['adjclose']);
  expect(barCount(bars)).toBe(5_105);
  expect(bars.close[0]).toBe(1455.219971);
  expect(new Date(bars.time[5_104] ?? 0).toISOString()).toBe('2020-04-17T00:00:00.000Z');
});
