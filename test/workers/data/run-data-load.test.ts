import { expect, test } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import type { Timeframe } from '../../../src/contract/timeframe';
import { type Bars, barCount, sliceBars } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import type { DataLoadInput, DataLoadOutput } from '../../../src/workers/data/data-load-exchange';
import { fingerprintOf } from '../../../src/workers/data/fingerprint';
import { runDataLoad } from '../../../src/workers/data/run-data-load';
import { fakeJobControl } from '../../fakes/job-control';
import { csvOf, sharedBytes, walkingBars } from './bar-samples';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const csvInput = (text: string, timeframe: Timeframe = '1h'): DataLoadInput => ({
  symbol: 'TEST',
  timeframe,
  sourceName: 'prices.csv',
  fetched: { form: 'csv', bytes: sharedBytes(text) },
  warnings: [],
});
const barsInput = (current: Bars | null, parts: readonly Bars[]): DataLoadInput => ({
  ...csvInput(''),
  sourceName: 'provider',
  fetched: { form: 'bars', current, parts },
});
const run = (input: DataLoadInput): DataLoadOutput & { warnings: readonly string[] } => {
  const control = fakeJobControl();
  return { ...runDataLoad(input, control), warnings: control.warnings };
};

function failureIn(input: DataLoadInput): { code: string; message: string } {
  try {
    run(input);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it did not fail');
}

/** Bars that start at the given moments. */
function barsAt(times: readonly number[]): Bars {
  const bars = walkingBars(times.length);
  bars.time.set(times);
  return bars;
}

test('the phases are entered in order, each with counters that reach their total', () => {
  const control = fakeJobControl();
  runDataLoad(csvInput(csvOf(walkingBars(3_000))), control);
  expect(control.phases).toEqual([1, 2]);
  expect(control.updates.filter(({ phase }) => phase === 1).at(-1)).toMatchObject({ current: 3_000, total: 3_000 });
});

test('it stops at whichever look at the token it is cancelled', () => {
  const input = csvInput(csvOf(walkingBars(70_000, '1m')), '1m');
  const control = fakeJobControl();
  runDataLoad(input, control);
  for (const look of [1, 2, 30, Math.floor(control.looks() / 2), control.looks() - 1, control.looks()]) {
    expect(() => runDataLoad(input, fakeJobControl({ cancelWhen: (one) => one.looks() === look }))).toThrow(
      JobCancelled,
    );
  }
});

test('the same bars of another symbol, timeframe, or with one changed bit are another dataset', () => {
  const bars = walkingBars(10);
  const changed = walkingBars(10);
  changed.volume[9] = (changed.volume[9] ?? 0) + 1;
  const all = [
    fingerprintOf(bars, 'A', '1h', () => {}),
    fingerprintOf(bars, 'B', '1h', () => {}),
    fingerprintOf(bars, 'A', '4h', () => {}),
    fingerprintOf(changed, 'A', '1h', () => {}),
  ];
  expect(new Set(all).size).toBe(4);
  expect(fingerprintOf(walkingBars(10), 'A', '1h', () => {})).toBe(all[0]);
});

test.each([
  ['1d' as const, '1h' as const],
  ['1h' as const, '1m' as const],
  ['5m' as const, '1m' as const],
  ['1h' as const, '1d' as const],
  ['1d' as const, '1w' as const],
])('given as %s, a file of %s bars is refused with its real timeframe', (given, real) => {
  expect(failureIn(csvInput(csvOf(walkingBars(500, real)), given))).toMatchObject({
    code: 'bad_csv',
    message: `prices.csv does not hold ${given} bars: the time from bar to bar is that of ${real}. Import it with the timeframe ${real}.`,
  });
});

test('a market with two 4-hour bars a day is one of 4-hour bars', () => {
  const times = Array.from({ length: 40 }, (_, index) => Math.floor(index / 2) * DAY_MS + (index % 2) * 4 * HOUR_MS);
  expect(run(csvInput(csvOf(barsAt(times)), '4h')).bars.time).toHaveLength(40);
});

test('daily bars that follow local midnight may be an hour apart from a day where clocks change', () => {
  const times = Array.from({ length: 30 }, (_, index) => index * DAY_MS + (index > 15 ? HOUR_MS : 0));
  expect(run(csvInput(csvOf(barsAt(times)), '1d')).warnings).toEqual([]);
});

test('missing bars are counted and the longest gap is named; weekends and nights are not missing', () => {
  const monday = Date.UTC(2020, 0, 6);
  const hours = (day: number): number[] =>
    Array.from({ length: 8 }, (_, hour) => monday + day * DAY_MS + (9 + hour) * HOUR_MS);
  const trading = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].flatMap(hours);
  expect(run(csvInput(csvOf(barsAt(trading)))).warnings).toEqual([]);
  const holed = trading.filter((_, index) => ![3, 4, 20].includes(index));
  expect(run(csvInput(csvOf(barsAt(holed)))).warnings).toEqual([
    'There are 2 gaps where bars are missing (weekends aside); the longest is 3 hours, from 2020-01-06T11:00:00.000Z to 2020-01-06T14:00:00.000Z.',
  ]);
  const noWednesday = trading.filter((time) => new Date(time).getUTCDay() !== 3 || time > monday + 7 * DAY_MS);
  expect(run(csvInput(csvOf(barsAt(noWednesday)))).warnings).toEqual([
    'There is one gap where bars are missing (weekends aside): 41 hours, from 2020-01-07T16:00:00.000Z to 2020-01-09T09:00:00.000Z.',
  ]);
});

test('a single missing day is a holiday, more are missing', () => {
  const days = (left: readonly number[]): Bars =>
    barsAt(
      [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
        .filter((day) => !left.includes(day))
        .map((day) => Date.UTC(2020, 0, 6) + day * DAY_MS),
    );
  expect(run(csvInput(csvOf(days([2])), '1d')).warnings).toEqual([]);
  expect(run(csvInput(csvOf(days([4])), '1d')).warnings).toEqual([]);
  expect(run(csvInput(csvOf(days([8, 9])), '1d')).warnings).toEqual([
    'There is one gap where bars are missing (weekends aside): 3 days, from 2020-01-13T00:00:00.000Z to 2020-01-16T00:00:00.000Z.',
  ]);
});

test('a provider may have few of the bars it was asked for', () => {
  expect(barCount(run(barsInput(null, [walkingBars(100, '1d')])).bars)).toBe(100);
});

test('bars too near each other, unused columns and volume that is zero throughout are warned of', () => {
  const bars = walkingBars(50);
  bars.volume.fill(0);
  bars.time[30] = (bars.time[30] ?? 0) - HOUR_MS / 2;
  const text = csvOf(bars).replaceAll('\n', ',1\n').replace('volume,1', 'volume,spread');
  const output = run(csvInput(text));
  expect(output.ignoredColumns).toEqual(['spread']);
  expect(output.warnings).toEqual([
    'Columns that are not used: spread.',
    '1 bar starts less than 1h after the bar before, first at 2020-01-07T05:30:00.000Z.',
    'The volume is zero throughout: whatever is built on volume says nothing here.',
  ]);
});

test('one bar alone is a dataset', () => {
  expect(barCount(run(csvInput(csvOf(walkingBars(1)))).bars)).toBe(1);
});

test('what a provider gave is merged with what was there: nothing is lost, the newer bar of a moment wins', () => {
  const whole = walkingBars(100);
  const refetched = walkingBars(10, '1h', whole.time[40] ?? 0, 2);
  const { bars } = run(
    barsInput(sliceBars(whole, 20, 60), [sliceBars(whole, 80, 100), sliceBars(whole, 0, 20), refetched]),
  );
  expect([...bars.time]).toEqual([...whole.time.subarray(0, 60), ...whole.time.subarray(80)]);
  expect([...bars.close.subarray(40, 50)]).toEqual([...refetched.close]);
  expect([...bars.close.subarray(0, 40)]).toEqual([...whole.close.subarray(0, 40)]);
});

test('a provider that gives an impossible bar fails the import', () => {
  const bars = walkingBars(5);
  bars.low[3] = -1;
  expect(failureIn(barsInput(null, [bars]))).toMatchObject({
    code: 'provider_failed',
    message: 'provider gave a wrong bar at 2020-01-06T03:00:00.000Z: low -1 is not above zero.',
  });
  const disordered = barsAt([HOUR_MS, 0]);
  expect(failureIn(barsInput(null, [disordered])).message).toMatch('it does not come after the bar before');
});
