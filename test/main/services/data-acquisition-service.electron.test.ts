import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type DataLoadRequest, dataLoadRequestSchema } from '../../../src/contract/requests';
import { fingerprintOf } from '../operations/operation-samples';
import { refusal } from './refusal';
import { ServicesOnDisk } from './services-on-disk';

let lab: ServicesOnDisk;
beforeEach(() => {
  lab = new ServicesOnDisk();
});

const synthetic = (given: object = {}): DataLoadRequest =>
  dataLoadRequestSchema.parse({
    type: 'data_load',
    symbol: 'DEMO',
    timeframe: '1d',
    source: { provider: 'synthetic', mode: 'tail', seed: 4, startDate: '2020-01-01', endDate: '2020-06-30', ...given },
  });

describe('an import', () => {
  it('of a file is named after it and replaces what was there', async () => {
    await lab.imported('DEMO', '1d', '1');
    const path = join(lab.folders.resources, 'prices.csv');
    const operation = lab.start({
      type: 'data_load',
      symbol: 'DEMO',
      timeframe: '1d',
      source: { provider: 'csv', path },
    });
    expect(operation.metadata).toMatchObject({
      title: 'prices.csv',
      symbol: 'DEMO',
      timeframe: '1d',
      startDate: null,
      parameters: { file: path },
    });
    expect(await lab.jobOf('data_load', operation.operationId)).toMatchObject({
      current: null,
      marketDataFolder: lab.folders.marketData,
      source: { provider: 'csv', path },
    });
  });

  it('from a provider adds to the newest version, and can be repeated from its record', async () => {
    await lab.imported('DEMO', '1d', '1');
    const operation = lab.start(synthetic());
    expect(operation.metadata).toMatchObject({
      title: 'Synthetic data',
      startDate: '2020-01-01',
      endDate: '2020-06-30',
      parameters: { provider: 'synthetic', seed: 4, mode: 'tail' },
    });
    expect(await lab.jobOf('data_load', operation.operationId)).toMatchObject({
      current: { fingerprint: fingerprintOf('1') },
      now: lab.disk.clock.now(),
    });
  });

  it('is refused for dates that are none, before anything is queued', () => {
    expect(refusal(() => lab.start(synthetic({ startDate: '2020-02-30' }))).code).toBe('bad_arguments');
    expect(refusal(() => lab.start(synthetic({ startDate: '2020-07-01' }))).code).toBe('empty_range');
    expect(lab.rowCount()).toBe(0);
  });
});

it('a dummy records what it was asked for and hands it on', async () => {
  const asked = { type: 'dummy', steps: 5, seconds: 2, failAt: 40, ignoreCancel: true } as const;
  const operation = lab.start(asked);
  expect(operation.metadata).toMatchObject({
    title: 'Dummy',
    parameters: { steps: 5, seconds: 2, failAt: 40, ignoreCancel: true },
  });
  expect(await lab.jobOf('dummy', operation.operationId)).toEqual(asked);
});
