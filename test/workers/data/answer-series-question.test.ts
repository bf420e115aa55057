import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprintSchema } from '../../../src/contract/identifiers';
import { workerAnswerSchema } from '../../../src/contract/worker-protocol';
import { answerSeriesQuestion } from '../../../src/workers/data/answer-series-question';
import { writeBars } from '../../../src/workers/data/bars-parquet';
import { writeColumnFile } from '../../../src/workers/data/column-file';
import { walkingBars } from './bar-samples';
import { temporaryFolder } from './temporary-folder';

const NEVER = new AbortController().signal;

test('prices of a part of a dataset come merged into as many points as asked for, ready to cross a port', async () => {
  const bars = walkingBars(5_000);
  const path = join(temporaryFolder(), 'bars.parquet');
  await writeBars(bars, path, NEVER, () => {});
  const dataset = {
    fingerprint: fingerprintSchema.parse('0'.repeat(64)),
    path,
    symbol: 'TEST',
    timeframe: '1h' as const,
  };
  const [from, to] = [bars.time[1_000] ?? 0, bars.time[2_999] ?? 0];
  const answer = await answerSeriesQuestion({ ask: 'price_series', dataset, window: { from, to, points: 100 } });
  const { series } = structuredClone(answer) as Extract<typeof answer, { ask: 'price_series' }>;
  workerAnswerSchema.parse(answer);
  expect(series.total).toBe(2_000);
  expect(series.time).toHaveLength(100);
  expect(series.time[0]).toBe(from);
  expect(series.time.buffer).toBeInstanceOf(ArrayBuffer);
  expect(Math.max(...series.high)).toBe(Math.max(...bars.high.subarray(1_000, 3_000)));
});

test('an equity curve comes decimated for a chart and whole for the command line', async () => {
  const time = Float64Array.from({ length: 3_000 }, (_, index) => index * 1_000);
  const equity = time.map((_, index) => (index === 1_234 ? 1 : 100 + (index % 7)));
  const columns = { time, equity, drawdown: equity.map((value) => 1 - value / 106), benchmark: time };
  const { path } = await writeColumnFile(temporaryFolder(), 'equity', columns, NEVER);
  const window = { from: 1_000_000, to: 1_999_000, points: 50 };
  const decimated = await answerSeriesQuestion({ ask: 'equity_series', path, window });
  workerAnswerSchema.parse(decimated);
  if (decimated.ask !== 'equity_series') throw new Error(decimated.ask);
  expect(decimated.series.total).toBe(1_000);
  expect(decimated.series.time.length).toBeLessThanOrEqual(50);
  expect(decimated.series.equity).toContain(1);
  expect([decimated.series.time[0], decimated.series.time.at(-1)]).toEqual([1_000_000, 1_999_000]);
  const whole = await answerSeriesQuestion({ ask: 'equity_points', path });
  expect(workerAnswerSchema.parse(whole)).toEqual({ ask: 'equity_points', time, equity });
});

test('a file that is not there is refused', async () => {
  await expect(answerSeriesQuestion({ ask: 'equity_points', path: '/none' })).rejects.toMatchObject({
    failure: { code: 'storage_failed' },
  });
});
