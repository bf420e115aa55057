import { beforeEach, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../src/contract/failure';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';
import { fingerprintOf } from '../operations/operation-samples';
import { refusal } from './refusal';
import { ServicesOnDisk } from './services-on-disk';

let lab: ServicesOnDisk;
beforeEach(async () => {
  lab = new ServicesOnDisk();
  await lab.imported('DEMOFX', '1h', '1');
});

const changed = (from: string, to: string) => ({ fileName: 'desk.yaml', text: PULLBACK_YAML.replace(from, to) });

describe('a training', () => {
  it('pins the newest version of its data and records every parameter in force', async () => {
    await lab.imported('DEMOFX', '1h', '2');
    const operation = lab.train({ seed: 7 });
    expect(operation.metadata).toMatchObject({
      title: 'desk_pullback',
      symbol: 'DEMOFX',
      timeframe: '1h',
      startDate: '2015-01-01',
      endDate: '2016-12-31',
      seed: 7,
      datasets: [fingerprintOf('2')],
      modelOperationId: null,
      parameters: {
        seed: 7,
        'training.epochs': '40',
        'training.early_stopping.patience': '6',
        'decisions.filters.min_signal_separation': '6 h',
      },
    });
    expect(await lab.jobOf('training', operation.operationId)).toMatchObject({
      dataset: { fingerprint: fingerprintOf('2'), symbol: 'DEMOFX', timeframe: '1h' },
      range: { from: Date.UTC(2015, 0, 1), before: Date.UTC(2017, 0, 1) },
      seed: 7,
      strategy: { name: 'desk_pullback', training: { epochs: 40 } },
      artifactsFolder: lab.folders.artifacts,
    });
    expect(lab.disk.service.strategy(operation.operationId)).toEqual({
      fileName: 'pullback.yaml',
      text: PULLBACK_YAML,
    });
  });

  it('keeps the version it pinned when a newer one comes while it waits', async () => {
    lab.train();
    const waiting = lab.train();
    await lab.imported('DEMOFX', '1h', '2');
    expect(lab.disk.service.get(waiting.operationId).metadata.datasets).toEqual([fingerprintOf('1')]);
    expect(lab.train().metadata.datasets).toEqual([fingerprintOf('2')]);
  });

  it('puts what was chosen for the run in the place of what the file says', async () => {
    await lab.imported('OTHER', '1d', '3');
    const operation = lab.train({
      symbol: 'OTHER',
      timeframe: '1d',
      startDate: '2020-01-01',
      endDate: '2020-02-01 12:30',
      overrides: ['training.epochs=3', 'decisions.confidence_threshold=0.7'],
    });
    expect(operation.metadata).toMatchObject({
      symbol: 'OTHER',
      timeframe: '1d',
      startDate: '2020-01-01',
      endDate: '2020-02-01 12:30',
      parameters: {
        'training_data.symbols.symbol': 'OTHER',
        'training_data.start_date': '2020-01-01',
        'training.epochs': '3',
        'decisions.confidence_threshold': '0.7',
      },
    });
    expect(await lab.jobOf('training', operation.operationId)).toMatchObject({
      dataset: { symbol: 'OTHER', timeframe: '1d' },
      range: { from: Date.UTC(2020, 0, 1), before: Date.UTC(2020, 1, 1, 12, 30) + 1 },
      strategy: { training: { epochs: 3 }, decisions: { confidenceThreshold: 0.7 } },
    });
  });

  it('hands on what is worth knowing about the strategy', () => {
    const strategy = changed('  trend: {', '  spare: {type: rsi, period: 5}\n  trend: {');
    const { warnings } = lab.train({ strategy });
    expect(warnings).toEqual(['desk.yaml: The indicator `spare` has no effect: no input uses it.']);
  });

  const refused: [string, Parameters<ServicesOnDisk['train']>[0], FailureCode, RegExp][] = [
    ['a symbol there is no data of', { symbol: 'DEMOFY' }, 'unknown_symbol', /DEMOFY.*Did you mean DEMOFX/],
    ['a timeframe there is no data of', { timeframe: '1d' }, 'unknown_symbol', /no 1d bars of DEMOFX, only 1h/],
    ['a day that does not exist', { startDate: '2015-02-31' }, 'bad_arguments', /start "2015-02-31" is not a date/],
    [
      'an end before the start',
      { endDate: '2014-12-31' },
      'empty_range',
      /2014-12-31 lies before the start 2015-01-01/,
    ],
    ['a value out of range', { overrides: ['training.epochs=0'] }, 'bad_strategy', /training\.epochs/],
    ['a setting there is not', { overrides: ['training.epoch=3'] }, 'bad_strategy', /did you mean `epochs`/],
    ['a setting without a value', { overrides: ['training.epochs'] }, 'bad_strategy', /training\.epochs/],
  ];
  it.each(refused)('is refused for %s, and no row is left', (_what, given, code, message) => {
    const before = lab.rowCount();
    expect(refusal(() => lab.train(given))).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(lab.rowCount()).toBe(before);
  });

  it('is refused with file, line and column of the misspelt key first, then what it left missing', () => {
    const { code, message } = refusal(() => lab.train({ strategy: changed('\nindicators:', '\nindicator:') }));
    expect(code).toBe('bad_strategy');
    const lines = message.split('\n');
    expect(lines[0]).toMatch(/^desk\.yaml:10:1: .*did you mean `indicators`/);
    expect(lines.slice(1).join('\n')).toContain('indicators');
  });

  it('is refused with five problems at most, and how many more there are', () => {
    const strategy = changed('description: Buys what fell far.', 'a1: 1\nb2: 1\nc3: 1\nd4: 1\ne5: 1\nf6: 1\ng7: 1');
    const lines = refusal(() => lab.train({ strategy })).message.split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toContain('desk.yaml:3:1');
    expect(lines.at(-1)).toBe('… and 2 more.');
  });
});
