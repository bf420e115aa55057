import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { type ParsedCommand, parseCommand } from '../../../src/main/cli/command-line';
import {
  backtestingRequestOf,
  dataLoadRequestOf,
  dummyRequestOf,
  operationIdOf,
  operationQueryOf,
  trainingRequestOf,
} from '../../../src/main/cli/requests-of-command';
import { operationId } from '../../fakes/operation-ids';

const MODEL = operationId(1);
let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-commands-'));
  file = join(folder, 'mine.yaml');
  writeFileSync(file, 'name: mine');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** FILE stands for the strategy file. */
const words = (line: string) => line.split(' ').map((word) => (word === 'FILE' ? file : word));
const request = <T>(make: (command: ParsedCommand) => T, line: string): T => make(parseCommand(words(line)));

function refusalOf(make: (command: ParsedCommand) => unknown, line: string) {
  try {
    request(make, line);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error(`"${line}" was accepted`);
}

describe('a command becomes a request:', () => {
  it('data import, with the whole path of its file', () => {
    expect(request(dataLoadRequestOf, 'data import prices.csv --symbol ^GSPC --timeframe 1d')).toEqual({
      type: 'data_load',
      symbol: '^GSPC',
      timeframe: '1d',
      source: { provider: 'csv', path: resolve('prices.csv') },
    });
  });

  it('train, with every option', () => {
    const line =
      'train FILE --symbol SPX --timeframe 1h --start 2019-01-01 --end 2020-01-01 --seed 0 --set a.b=1 --set c=[1,2]';
    expect(request(trainingRequestOf, line)).toEqual({
      type: 'training',
      strategy: { fileName: 'mine.yaml', text: 'name: mine' },
      symbol: 'SPX',
      timeframe: '1h',
      startDate: '2019-01-01',
      endDate: '2020-01-01',
      seed: 0,
      overrides: ['a.b=1', 'c=[1,2]'],
    });
    expect(request(trainingRequestOf, 'train FILE')).toMatchObject({ symbol: null, seed: 1, overrides: [] });
  });

  it('backtest, with every option', () => {
    const line = `backtest FILE --model ${MODEL} --start 2019-01-01 --end 2020-01-01 --capital 5 --commission 0 --slippage 0.01`;
    expect(request(backtestingRequestOf, line)).toEqual({
      type: 'backtesting',
      strategy: { fileName: 'mine.yaml', text: 'name: mine' },
      modelOperationId: MODEL,
      startDate: '2019-01-01',
      endDate: '2020-01-01',
      initialCapital: 5,
      commission: 0,
      slippage: 0.01,
    });
    expect(request(backtestingRequestOf, `backtest FILE --model ${MODEL}`)).toMatchObject({
      startDate: null,
      initialCapital: 100_000,
      commission: 0.001,
      slippage: 0.0005,
    });
  });

  it('dummy, with every option', () => {
    expect(request(dummyRequestOf, 'dummy --steps 7 --seconds 0.5 --fail-at 0 --ignore-cancel')).toEqual({
      type: 'dummy',
      steps: 7,
      seconds: 0.5,
      failAt: 0,
      ignoreCancel: true,
    });
    expect(request(dummyRequestOf, 'dummy')).toMatchObject({ steps: 100, failAt: null, ignoreCancel: false });
  });

  it('ops list, with every option', () => {
    expect(request(operationQueryOf, 'ops list --status failed --type training --limit 5 --offset 10')).toMatchObject({
      filter: { statuses: ['failed'], types: ['training'], symbol: null, text: '' },
      sort: { key: 'created', direction: 'descending' },
      limit: 5,
      offset: 10,
    });
    expect(request(operationQueryOf, 'ops list').filter).toMatchObject({ statuses: [], types: [] });
  });

  it('ops show, by id', () => {
    expect(request(operationIdOf, `ops show ${MODEL}`)).toBe(MODEL);
  });
});

describe('what is out of range is refused, naming the option:', () => {
  it.each([
    [dataLoadRequestOf, 'data import x.csv --timeframe 1d', '--symbol is missing'],
    [dataLoadRequestOf, 'data import x.csv --symbol SPX', '--timeframe is missing'],
    [dataLoadRequestOf, 'data import x.csv --symbol ../x --timeframe 1d', '--symbol: A symbol has 1 to 32'],
    [dataLoadRequestOf, 'data import x.csv --symbol SPX --timeframe 2d', '--timeframe is "2d", but one of 1m, 5m'],
    [trainingRequestOf, 'train FILE --seed -1', '--seed: '],
    [trainingRequestOf, 'train FILE --seed 4294967296', '--seed: '],
    [trainingRequestOf, 'train FILE --start yesterday', '--start: Expected a date such as 2019-12-31.'],
    [trainingRequestOf, 'train FILE --end 1.1.2019', '--end: Expected a date'],
    [trainingRequestOf, 'train FILE --timeframe 1x', '--timeframe is "1x"'],
    [backtestingRequestOf, 'backtest FILE', '--model is missing'],
    [backtestingRequestOf, `backtest FILE --model ${MODEL} --capital 0`, '--capital: '],
    [backtestingRequestOf, `backtest FILE --model ${MODEL} --commission 0.6`, '--commission: '],
    [backtestingRequestOf, `backtest FILE --model ${MODEL} --slippage -0.1`, '--slippage: '],
    [dummyRequestOf, 'dummy --steps 0', '--steps: '],
    [dummyRequestOf, 'dummy --seconds -1', '--seconds: '],
    [dummyRequestOf, 'dummy --fail-at 101', '--fail-at: '],
    [operationQueryOf, 'ops list --limit 0', '--limit: '],
    [operationQueryOf, 'ops list --limit 1001', '--limit: '],
    [operationQueryOf, 'ops list --offset -1', '--offset: '],
    [operationQueryOf, 'ops list --status faild', '--status is "faild"; did you mean "failed"? Known: pending'],
    [operationQueryOf, 'ops list --type zzzzzzzzz', '--type is "zzzzzzzzz". Known: data_load'],
  ] as [(command: ParsedCommand) => unknown, string, string][])('%o %s', (make, line, message) => {
    const refused = refusalOf(make, line);
    expect(refused.code).toBe('bad_arguments');
    expect(refused.message).toContain(message);
    expect(refused.message).not.toContain('\n');
  });

  it('a strategy file that is not there, and ids that cannot be any', () => {
    expect(refusalOf(trainingRequestOf, 'train nowhere.yaml')).toMatchObject({
      code: 'file_missing',
      message: expect.stringContaining(resolve('nowhere.yaml')),
    });
    expect(refusalOf(backtestingRequestOf, 'backtest FILE --model latest').code).toBe('unknown_model');
    expect(refusalOf(operationIdOf, 'ops show latest').code).toBe('unknown_operation');
  });
});
