import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { type ParsedCommand, parseCommand } from '../../../src/main/cli/command-line';
import {
  backtestingRequestOf,
  cursorOf,
  dataLoadRequestOf,
  dummyRequestOf,
  operationIdOf,
  operationQueryOf,
  researchRequestOf,
  runChangesOf,
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

  it('research, with every option', () => {
    const line =
      'research FILE --variants 3 --symbol SPX --seed 4 --set a=1 b=2 --capital 5 --commission 0 --slippage 0';
    expect(request(researchRequestOf, line)).toEqual({
      type: 'agent_research',
      strategy: { fileName: 'mine.yaml', text: 'name: mine' },
      symbol: 'SPX',
      timeframe: null,
      startDate: null,
      endDate: null,
      seed: 4,
      overrides: ['a=1', 'b=2'],
      variants: 3,
      initialCapital: 5,
      commission: 0,
      slippage: 0,
    });
    expect(request(researchRequestOf, 'research FILE')).toMatchObject({ variants: 1, initialCapital: 100_000 });
  });

  it('ops retry, changing only what was typed', () => {
    expect(request(runChangesOf, `ops retry ${MODEL}`)).toEqual({});
    const line = `ops retry ${MODEL} --seed 2 --set a=1 --start 2019-01-01 --end 2020-01-01 --capital 7 --commission 0.1 --slippage 0`;
    expect(request(runChangesOf, line)).toEqual({
      seed: 2,
      overrides: ['a=1'],
      startDate: '2019-01-01',
      endDate: '2020-01-01',
      initialCapital: 7,
      commission: 0.1,
      slippage: 0,
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
    [trainingRequestOf, 'train FILE --seed -1', '--seed is -1, but a whole number from 0 to 4294967295 was expected.'],
    [
      trainingRequestOf,
      'train FILE --seed 4294967296',
      '--seed is 4294967296, but a whole number from 0 to 4294967295',
    ],
    [trainingRequestOf, 'train FILE --start yesterday', '--start: Expected a date such as 2019-12-31.'],
    [trainingRequestOf, 'train FILE --end 1.1.2019', '--end: Expected a date'],
    [trainingRequestOf, 'train FILE --timeframe 1x', '--timeframe is "1x"'],
    [backtestingRequestOf, 'backtest FILE', '--model is missing'],
    [
      backtestingRequestOf,
      `backtest FILE --model ${MODEL} --capital 0`,
      '--capital is 0, but a number above 0 and at most 1000000000000 was expected.',
    ],
    [
      backtestingRequestOf,
      `backtest FILE --model ${MODEL} --commission 0.6`,
      '--commission is 0.6, but a number from 0 to 0.5 was expected.',
    ],
    [
      backtestingRequestOf,
      `backtest FILE --model ${MODEL} --slippage -0.1`,
      '--slippage is -0.1, but a number from 0 to 0.5 was expected.',
    ],
    [dummyRequestOf, 'dummy --steps 0', '--steps is 0, but a whole number from 1 to 1000000 was expected.'],
    [dummyRequestOf, 'dummy --seconds -1', '--seconds is -1, but a number from 0 to 86400 was expected.'],
    [dummyRequestOf, 'dummy --fail-at 101', '--fail-at is 101, but a number from 0 to 100 was expected.'],
    [
      researchRequestOf,
      'research FILE --variants 17',
      '--variants is 17, but a whole number from 1 to 16 was expected.',
    ],
    [
      runChangesOf,
      `ops retry ${MODEL} --seed -1`,
      '--seed is -1, but a whole number from 0 to 4294967295 was expected.',
    ],
    [runChangesOf, `ops retry ${MODEL} --capital -1`, '--capital is -1, but a number above 0'],
    [cursorOf, `ops metrics ${MODEL} --cursor -1`, '--cursor is -1, but a whole number of 0 or more was expected.'],
    [operationQueryOf, 'ops list --limit 0', '--limit is 0, but a whole number from 1 to 1000 was expected.'],
    [operationQueryOf, 'ops list --limit 1001', '--limit is 1001, but a whole number from 1 to 1000 was expected.'],
    [operationQueryOf, 'ops list --offset -1', '--offset is -1, but a whole number of 0 or more was expected.'],
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
