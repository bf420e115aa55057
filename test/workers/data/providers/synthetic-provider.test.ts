import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TIMEFRAMES, type Timeframe } from '../../../../src/contract/timeframe';
import { type Bars, barCount } from '../../../../src/engine/bars';
import { JobCancelled } from '../../../../src/engine/job-control';
import { abortableSleep } from '../../../../src/workers/data/abortable-sleep';
import { barFault } from '../../../../src/workers/data/bar-fault';
import {
  SyntheticProvider,
  type SyntheticProviderOptions,
} from '../../../../src/workers/data/providers/synthetic-provider';
import { BAR_COLUMNS } from '../../../../src/workers/data/shared-bars';

const DAY = 86_400_000;
const MONDAY = Date.UTC(2020, 0, 6);
const NEVER = new AbortController().signal;
const PLAIN: SyntheticProviderOptions = { seed: 1, delayMs: 0, gapShare: 0, failingAttempts: [] };

const fetchBars = (
  options: Partial<SyntheticProviderOptions>,
  timeframe: Timeframe,
  from: number,
  before: number,
  symbol = 'DEMO',
): Promise<Bars> =>
  new SyntheticProvider({ ...PLAIN, ...options }, abortableSleep).fetch(symbol, timeframe, from, before, NEVER);

test('another seed or symbol is another market', async () => {
  const [one, two, three] = await Promise.all([
    fetchBars({}, '1d', MONDAY, MONDAY + 5 * DAY),
    fetchBars({ seed: 2 }, '1d', MONDAY, MONDAY + 5 * DAY),
    fetchBars({}, '1d', MONDAY, MONDAY + 5 * DAY, 'OTHER'),
  ]);
  expect(new Set([one, two, three].map(({ close }) => close.join())).size).toBe(3);
});

test.each(TIMEFRAMES)(
  'the %s bars are sound, in order, on weekdays only, and each opens where the last one closed',
  async (timeframe) => {
    const bars = await fetchBars({}, timeframe, MONDAY, MONDAY + 21 * DAY);
    const { time, open, high, low, close, volume } = bars;
    const perWeek = { '1m': 7_200, '5m': 1_440, '15m': 480, '30m': 240, '1h': 120, '4h': 30, '1d': 5, '1w': 1 };
    expect(barCount(bars)).toBe(3 * perWeek[timeframe]);
    const figures = (index: number): [number, number, number, number, number] =>
      [open, high, low, close, volume].map((column) => column[index] ?? Number.NaN) as never;
    for (let index = 0; index < barCount(bars); index += 1) {
      if (barFault(...figures(index)) !== null) throw new Error(`bar ${index}: ${barFault(...figures(index))}`);
      if (index > 0 && open[index] !== close[index - 1]) throw new Error(`bar ${index} opens at ${open[index]}`);
      if (index > 0 && (time[index] ?? 0) <= (time[index - 1] ?? 0)) throw new Error(`bar ${index} is out of order`);
    }
    expect([...time].every((moment) => ![0, 6].includes(new Date(moment).getUTCDay()))).toBe(true);
  },
);

test('a longer bar is made of exactly the minutes it spans', async () => {
  const minutes = await fetchBars({}, '1m', MONDAY, MONDAY + DAY);
  const [day, hours] = await Promise.all([
    fetchBars({}, '1d', MONDAY, MONDAY + DAY),
    fetchBars({}, '1h', MONDAY, MONDAY + DAY),
  ]);
  expect(day.high[0]).toBe(Math.max(...minutes.high));
  expect(day.low[0]).toBe(Math.min(...minutes.low));
  expect(day.open[0]).toBe(minutes.open[0]);
  expect(day.close[0]).toBe(minutes.close.at(-1));
  expect(hours.volume[3]).toBe(minutes.volume.subarray(180, 240).reduce((sum, one) => sum + one, 0));
});

test('asked for in parts it gives what it gives as a whole, gaps included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 * 24 }), fc.constantFrom(0, 0.3), async (cut, gapShare) => {
      const middle = MONDAY + cut * 3_600_000;
      const end = MONDAY + 10 * DAY;
      const whole = await fetchBars({ gapShare }, '1h', MONDAY, end);
      const parts = [
        await fetchBars({ gapShare }, '1h', MONDAY, middle),
        await fetchBars({ gapShare }, '1h', middle, end),
      ];
      for (const column of BAR_COLUMNS) {
        expect(parts.flatMap((part) => [...part[column]])).toEqual([...whole[column]]);
      }
    }),
    { numRuns: 15 },
  );
});

test('a share of the bars is left out', async () => {
  const all = barCount(await fetchBars({}, '1h', MONDAY, MONDAY + 70 * DAY));
  const some = barCount(await fetchBars({ gapShare: 0.25 }, '1h', MONDAY, MONDAY + 70 * DAY));
  expect(some / all).toBeGreaterThan(0.7);
  expect(some / all).toBeLessThan(0.8);
  expect(barCount(await fetchBars({ gapShare: 1 }, '1h', MONDAY, MONDAY + DAY))).toBe(0);
});

test('attempts fail as told, and each takes its delay', async () => {
  const slept: number[] = [];
  const provider = new SyntheticProvider({ ...PLAIN, delayMs: 250, failingAttempts: [1] }, async (milliseconds) => {
    slept.push(milliseconds);
  });
  const attempt = () => provider.fetch('DEMO', '1d', MONDAY, MONDAY + DAY, NEVER);
  await attempt();
  await expect(attempt()).rejects.toThrow('attempt 1 was told to fail');
  await attempt();
  expect(slept).toEqual([250, 250, 250]);
});

test('it stops at once when it is cancelled, during a delay and between days', async () => {
  const controller = new AbortController();
  const slow = new SyntheticProvider({ ...PLAIN, delayMs: 60_000 }, abortableSleep);
  const waiting = slow.fetch('DEMO', '1d', MONDAY, MONDAY + DAY, controller.signal);
  setTimeout(() => controller.abort(new JobCancelled()), 5);
  await expect(waiting).rejects.toThrow(JobCancelled);
  const busy = new AbortController();
  const long = new SyntheticProvider(PLAIN, abortableSleep).fetch(
    'DEMO',
    '1m',
    MONDAY,
    MONDAY + 3_000 * DAY,
    busy.signal,
  );
  setImmediate(() => busy.abort(new JobCancelled()));
  await expect(long).rejects.toThrow(JobCancelled);
});
