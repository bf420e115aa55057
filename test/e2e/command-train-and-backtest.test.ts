import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { OperationOf } from '../../src/contract/operation';
import type { BacktestingResult, TrainingResult } from '../../src/contract/results';
import { freshProfile, lastLine, runCommand, sharedData, snapshotsOf } from './driver/command';
import { temporaryFolder } from './driver/temporary-folder';

const STRATEGY = 'resources/strategies/sp500_pullback.yaml';

const completed = (operation: { status: string }): OperationOf<'completed'> => {
  expect(operation.status).toBe('completed');
  return operation as OperationOf<'completed'>;
};

const train = async (profile: string, ...more: string[]) => {
  const end = await runCommand(profile, 'train', STRATEGY, '--set', 'training.epochs=4', ...more);
  expect(end.stderr).not.toMatch(/\n\s+at /);
  expect(end.code).toBe(0);
  const operation = completed(lastLine(end, 'result').operation);
  return { end, operation, result: operation.result as TrainingResult };
};

test('training and backtesting from the command line agree with themselves and with what is stored', async () => {
  const profile = freshProfile();
  const { end, operation, result } = await train(profile);
  const percentages = snapshotsOf(end.lines).map((one) => (one.status === 'pending' ? 0 : one.progress.percentage));
  expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
  const metrics = end.lines.flatMap((line) => (line.kind === 'metrics' ? line.metrics : []));
  expect(metrics.map(({ seq, kind, data }) => [seq, kind, data['epoch']])).toEqual(
    Array.from({ length: result.epochs }, (_, epoch) => [epoch, 'epoch', epoch]),
  );
  const best = metrics[result.bestEpoch]?.data;
  expect(best?.['validationLoss']).toBe(result.validationLoss);
  expect(best?.['trainLoss']).toBe(result.trainLoss);
  expect(Math.min(...metrics.map(({ data }) => data['validationLoss'] ?? Number.NaN))).toBe(result.validationLoss);
  expect(operation.metadata.seed).toBe(1);

  const again = await train(profile);
  expect(again.result.modelHash).toBe(result.modelHash);
  expect(again.result.metricsHash).toBe(result.metricsHash);
  const other = await train(profile, '--seed', '2');
  expect(other.result.modelHash).not.toBe(result.modelHash);

  const words = ['backtest', STRATEGY, '--model', operation.operationId];
  const tested = completed(lastLine(await runCommand(profile, ...words), 'result').operation);
  const figures = tested.result as BacktestingResult;
  expect(figures.inSample).toBe(false);
  expect(figures.initialCapital).toBe(100_000);
  expect(figures.periodsPerYear).toBe(252);
  const { trades } = lastLine(await runCommand(profile, 'ops', 'trades', tested.operationId), 'trades');
  expect(trades).toHaveLength(figures.trades);
  const net = trades.reduce((sum, trade) => sum + trade.netPnl, 0);
  expect(Math.abs(net - (figures.finalEquity - figures.initialCapital))).toBeLessThan(1e-9 * figures.initialCapital);
  const { points } = lastLine(await runCommand(profile, 'ops', 'equity', tested.operationId), 'equity');
  expect(points).toHaveLength(figures.bars);
  expect(points.at(-1)?.[1]).toBe(figures.finalEquity);
  let peak = Number.NEGATIVE_INFINITY;
  let deepest = 0;
  for (const [, equity] of points) {
    peak = Math.max(peak, equity);
    deepest = Math.max(deepest, (peak - equity) / peak);
  }
  expect(figures.maxDrawdown).toBeCloseTo(deepest, 12);

  const repeated = completed(lastLine(await runCommand(profile, ...words), 'result').operation)
    .result as BacktestingResult;
  expect([repeated.tradesHash, repeated.equityHash]).toEqual([figures.tradesHash, figures.equityHash]);
  const seen = completed(
    lastLine(await runCommand(profile, ...words, '--start', '2005-01-01', '--end', '2010-12-31'), 'result').operation,
  );
  expect((seen.result as BacktestingResult).inSample).toBe(true);
});

test('a file with another layout is imported whole, and what it does not need is named', async () => {
  const profile = freshProfile();
  const shared = sharedData('eurusd_h1_2017_tickvol.csv');
  const own = join(temporaryFolder('csv'), 'own.csv');
  const rows = Array.from({ length: 300 }, (_, hour) => {
    const open = 1.1 + Math.sin(hour / 9) / 100;
    const close = 1.1 + Math.sin((hour + 1) / 9) / 100;
    const at = new Date(Date.UTC(2020, 0, 1, hour)).toISOString().slice(0, 19).replace('T', ' ');
    return [at, close, Math.max(open, close) + 0.001, 'note', Math.min(open, close) - 0.001, open, 5].join(',');
  });
  writeFileSync(own, `,Close,HIGH,Remark,low,Open,Volume\r\n${rows.join('\r\n')}\r\n`);
  const files: [file: string, bars: number][] = [[own, 300], ...(shared ? [[shared, 5_000] as [string, number]] : [])];
  for (const [file, bars] of files) {
    const end = await runCommand(profile, 'data', 'import', file, '--symbol', `X${bars}`, '--timeframe', '1h');
    expect(end.code).toBe(0);
    expect(completed(lastLine(end, 'result').operation).result).toMatchObject({ type: 'data_load', bars, isNew: true });
  }
  const { datasets } = lastLine(await runCommand(profile, 'data', 'list'), 'datasets');
  expect(datasets.map(({ symbol, bars }) => [symbol, bars]).sort()).toEqual(files.map(([, n]) => [`X${n}`, n]).sort());
  const { operations } = lastLine(await runCommand(profile, 'ops', 'list', '--type', 'data_load'), 'operations');
  expect(operations.find(({ metadata }) => metadata.symbol === 'X300')?.warnings.join(' ')).toContain('Remark');
});

test.describe('faults found while working', () => {
  const csv = (text: string): string => {
    const path = join(temporaryFolder('csv'), 'bars.csv');
    writeFileSync(path, text);
    return path;
  };
  const header = 'date,open,high,low,close,volume\n';

  test('a bad row is named by its line; the row of the operation says failed', async () => {
    const profile = freshProfile();
    const path = csv(`${header}2020-01-01,1,2,0.5,1,10\n2020-01-02,1,2,0.5,abc,10\n`);
    const end = await runCommand(profile, 'data', 'import', path, '--symbol', 'BAD', '--timeframe', '1d');
    expect(end.code).toBe(2);
    const { failure } = lastLine(end, 'error');
    expect(failure.code).toBe('bad_csv');
    expect(failure.message).toMatch(/line 3, column close/i);
    const { operations } = lastLine(await runCommand(profile, 'ops', 'list'), 'operations');
    expect(operations.map(({ status, type }) => [status, type])).toEqual([['failed', 'data_load']]);
  });

  test('a bad strategy is named by file and line, with the nearest known key', async () => {
    const path = join(temporaryFolder('yaml'), 'broken.yaml');
    writeFileSync(path, 'name: broken\nversion: "3.0"\nindicatorz: {}\n');
    const end = await runCommand(freshProfile(), 'train', path);
    expect(end.code).toBe(2);
    const { failure } = lastLine(end, 'error');
    expect(failure.code).toBe('bad_strategy');
    expect(failure.message).toContain('broken.yaml:3');
    expect(failure.message).toContain('indicators');
  });

  test('an unknown symbol names those that are there; an empty range names what there is', async () => {
    const profile = freshProfile();
    const unknown = await runCommand(profile, 'train', STRATEGY, '--symbol', 'NOPE');
    expect(unknown.code).toBe(2);
    expect(lastLine(unknown, 'error').failure).toMatchObject({ code: 'unknown_symbol' });
    const empty = await runCommand(profile, 'train', STRATEGY, '--start', '1980-01-01', '--end', '1981-01-01');
    expect(empty.code).toBe(2);
    const { failure } = lastLine(empty, 'error');
    expect(failure.code).toBe('empty_range');
    expect(failure.message).toContain('2000-01-03');
  });
});
