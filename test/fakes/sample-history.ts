import { failure } from '../../src/contract/failure';
import type { Operation } from '../../src/contract/operation';
import type { LiveWindowApi } from './live-window-api';
import {
  backtestingResult,
  cancelledOperation,
  completedOperation,
  epochRows,
  failedOperation,
  fingerprintOf,
  iso,
  metadataOf,
  trainingMetadata,
  trainingResult,
} from './window-api-operations';
import { generatedPrices, generatedTrades } from './window-api-series';
import { BROKEN_TEXT, PULLBACK_PARAMETERS, PULLBACK_TEXT } from './window-api-strategies';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the first launch finds: the sample data, two strategies, no history. */
export function fillSample(api: LiveWindowApi): void {
  api.datasets = [
    {
      fingerprint: fingerprintOf(1),
      symbol: 'SPX',
      timeframe: '1d',
      bars: 5_104,
      start: '2000-01-03T00:00:00.000Z',
      end: '2020-04-17T00:00:00.000Z',
      importedAt: iso(Date.now() - 30 * DAY),
      source: 'sp500-2000.csv',
    },
  ];
  const file = (fileName: string, text: string, isValid: boolean) => {
    const name = fileName.replace('.yaml', '');
    api.strategies.push({
      fileName,
      name,
      description: isValid ? 'Buys short-lived weakness of a broad index while its trend points up.' : null,
      symbol: isValid ? 'SPX' : null,
      timeframe: isValid ? '1d' : null,
      modifiedAt: iso(Date.now() - 3 * DAY),
      valid: isValid,
      isSample: isValid,
    });
    api.strategyFiles.set(fileName, {
      fileName,
      text,
      problems: isValid
        ? []
        : [
            {
              message: 'There is no key “perod” for rsi. Did you mean “period”?',
              path: 'indicators.mom.perod',
              line: 4,
              column: 21,
            },
            { message: 'The section “fuzzy_sets” is missing.', path: 'fuzzy_sets', line: null, column: null },
          ],
      warnings: isValid
        ? [
            {
              message: 'The indicator “range” is defined but nothing uses it.',
              path: 'indicators.range',
              line: 14,
              column: 3,
            },
          ]
        : [],
      parameters: isValid ? PULLBACK_PARAMETERS : {},
    });
  };
  file('sp500_pullback.yaml', PULLBACK_TEXT, true);
  file('sp500_trend.yaml', PULLBACK_TEXT.replaceAll('sp500_pullback', 'sp500_trend'), true);
}

/** A fortnight of work: every status, every type, three things running or waiting. */
export function fillHistory(api: LiveWindowApi): void {
  const now = Date.now();
  fillSample(api);
  api.strategies.push({
    fileName: 'half_done.yaml',
    name: 'half_done',
    description: null,
    symbol: null,
    timeframe: null,
    modifiedAt: iso(now - 2 * HOUR),
    valid: false,
    isSample: false,
  });
  api.strategyFiles.set('half_done.yaml', {
    fileName: 'half_done.yaml',
    text: BROKEN_TEXT,
    problems: [
      {
        message: 'There is no key “perod” for rsi. Did you mean “period”?',
        path: 'indicators.mom.perod',
        line: 4,
        column: 21,
      },
      { message: 'The section “fuzzy_sets” is missing.', path: 'fuzzy_sets', line: null, column: null },
    ],
    warnings: [],
    parameters: {},
  });
  api.datasets.push(
    {
      fingerprint: fingerprintOf(2),
      symbol: 'EURUSD',
      timeframe: '1h',
      bars: 74_439,
      start: '2007-01-01T21:00:00.000Z',
      end: '2018-12-31T21:00:00.000Z',
      importedAt: iso(now - 9 * DAY),
      source: 'eurusd_h1.csv',
    },
    {
      fingerprint: fingerprintOf(3),
      symbol: 'BTCUSD',
      timeframe: '1m',
      bars: 45_031,
      start: '2021-12-31T23:01:00.000Z',
      end: '2022-02-01T05:31:00.000Z',
      importedAt: iso(now - 2 * DAY),
      source: 'btcusd_perp_m1.csv',
    },
  );
  for (const operation of pastOperations(now, api)) api.operations.set(operation.operationId, operation);
  api.workers = {
    ...api.workers,
    workers: [
      worker('training-1', 'training', 'busy', 4_711, 143_000_000, now),
      worker('backtesting-1', 'backtesting', 'busy', 4_788, 131_000_000, now),
      worker('data-1', 'data', 'idle', 4_790, 96_000_000, now),
    ],
    queued: { training: 1, backtesting: 0, data: 0, dummy: 0, analysis: 0 },
  };
  api.run('training', trainingMetadata('sp500_pullback'), 90_000, {
    elapsedMs: 52_000,
    warnings: ['indicators.range is defined but nothing uses it; it costs time and changes nothing.'],
  });
  api.run(
    'backtesting',
    metadataOf('sp500_trend', { symbol: 'SPX', timeframe: '1d', strategyName: 'sp500_trend' }),
    60_000,
    {
      elapsedMs: 41_000,
    },
  );
  api.run('training', trainingMetadata('sp500_trend', 11), 60_000);
}

function worker(
  workerId: string,
  kind: 'training' | 'backtesting' | 'data',
  state: 'busy' | 'idle',
  pid: number,
  memoryBytes: number,
  now: number,
) {
  return {
    workerId,
    kind,
    state,
    pid,
    operationId: null,
    startedAt: iso(now - 20 * MINUTE),
    memoryBytes,
    loopLagMs: 1.4,
    lastHeartbeatAt: iso(now - 400),
  };
}

function pastOperations(now: number, api: LiveWindowApi): Operation[] {
  const trained = completedOperation(
    { type: 'training', metadata: trainingMetadata('sp500_pullback', 1), createdAt: now - 26 * HOUR },
    trainingResult(1),
    47_000,
  );
  api.metrics.set(trained.operationId, epochRows(7, 50, now - 26 * HOUR, 850));
  api.strategyTexts.set(trained.operationId, { fileName: 'sp500_pullback.yaml', text: PULLBACK_TEXT });
  const prices = generatedPrices(11, 798, Date.UTC(2017, 1, 15));
  const backtested = completedOperation(
    {
      type: 'backtesting',
      metadata: {
        ...trained.metadata,
        modelOperationId: trained.operationId,
        parameters: { initialCapital: 100_000, commission: 0.001, slippage: 0.0005 },
      },
      createdAt: now - 25 * HOUR,
    },
    backtestingResult(trained.operationId, 5),
    2_400,
  );
  api.trades.set(backtested.operationId, generatedTrades(prices, 23, 100_000));
  const losing = completedOperation(
    { type: 'backtesting', metadata: { ...backtested.metadata, title: 'sp500_trend' }, createdAt: now - 3 * DAY },
    { ...backtestingResult(trained.operationId, 4), inSample: true },
    2_900,
  );
  api.trades.set(losing.operationId, generatedTrades(prices, 29, 100_000));
  const collapsed = failedOperation(
    { type: 'training', metadata: trainingMetadata('bad_split', 3), createdAt: now - 5 * HOUR },
    failure(
      'too_few_rows',
      'No rows are left for the test part: the range has 61 usable bars. Choose a longer range.',
      {
        phase: 'Labels',
      },
    ),
    4.2,
    900,
  );
  const crashed = failedOperation(
    { type: 'training', metadata: trainingMetadata('sp500_trend', 9), createdAt: now - 4 * DAY },
    failure('worker_crashed', 'The worker stopped unexpectedly (signal SIGKILL). Nothing else was affected.', {
      detail: 'exit code 9\nlast snapshot: phase 4, epoch 31 of 50',
      phase: 'Epochs',
    }),
    61,
    31_000,
  );
  const stopped = cancelledOperation(
    { type: 'training', metadata: trainingMetadata('sp500_pullback', 5), createdAt: now - 6 * DAY },
    48,
    22_000,
    { note: 'wrong seed' },
  );
  const forced = cancelledOperation(
    {
      type: 'dummy',
      metadata: metadataOf('Dummy', { parameters: { steps: 100, seconds: 30, failAt: null, ignoreCancel: true } }),
      createdAt: now - 8 * DAY,
    },
    33,
    15_000,
    { forced: true },
  );
  const imported = completedOperation(
    {
      type: 'data_load',
      metadata: metadataOf('eurusd_h1.csv', {
        symbol: 'EURUSD',
        timeframe: '1h',
        parameters: { file: 'eurusd_h1.csv' },
      }),
      createdAt: now - 9 * DAY,
    },
    {
      type: 'data_load',
      fingerprint: fingerprintOf(2),
      bars: 74_439,
      start: '2007-01-01T21:00:00.000Z',
      end: '2018-12-31T21:00:00.000Z',
      ignoredColumns: ['spread'],
      isNew: true,
    },
    3_200,
  );
  const shown = completedOperation(
    {
      type: 'dummy',
      metadata: metadataOf('Dummy', { parameters: { steps: 100, seconds: 10 } }),
      createdAt: now - 12 * DAY,
    },
    { type: 'dummy', steps: 100 },
    10_400,
  );
  return [trained, backtested, losing, collapsed, crashed, stopped, forced, imported, shown];
}

/** A history as long as the budget asks for. */
export function fillMany(api: LiveWindowApi, count: number): void {
  fillSample(api);
  const now = Date.now();
  for (let index = 0; index < count; index += 1) {
    const createdAt = now - index * 11 * MINUTE;
    const shape = {
      type: 'training' as const,
      metadata: trainingMetadata(`variant_${count - index}`, index),
      createdAt,
    };
    const operation =
      index % 9 === 4
        ? cancelledOperation(shape, 40, 9_000)
        : completedOperation(shape, trainingResult(index), 20_000 + (index % 50) * 1_000);
    api.operations.set(operation.operationId, operation);
  }
}
