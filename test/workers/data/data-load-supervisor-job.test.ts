import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { syntheticProviderSchema } from '../../../src/contract/requests';
import {
  type JobOutcome,
  type JobSpecOf,
  jobOutcomeSchema,
  jobSpecSchema,
} from '../../../src/contract/worker-protocol';
import { JobCancelled } from '../../../src/engine/job-control';
import { readBars } from '../../../src/workers/data/bars-parquet';
import { dataLoadSupervisorJob } from '../../../src/workers/data/data-load-supervisor-job';
import { runDataLoad } from '../../../src/workers/data/run-data-load';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { fakeJobControl } from '../../fakes/job-control';
import { csvOf, walkingBars } from './bar-samples';
import { temporaryFolder } from './temporary-folder';

type DataLoadJob = JobSpecOf<'data_load'>;

const NOW = Date.UTC(2024, 5, 1);
const quiet: SupervisorContext = { signal: new AbortController().signal, update: () => {} };

let marketDataFolder: string;
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  marketDataFolder = join(folder, 'market-data');
});

const jobOf = (source: DataLoadJob['source'], more: Partial<DataLoadJob> = {}): DataLoadJob => {
  const job = {
    type: 'data_load' as const,
    symbol: 'TEST',
    timeframe: '1h' as const,
    current: null,
    now: NOW,
    ...more,
  };
  jobSpecSchema.parse({ ...job, source, marketDataFolder });
  return { ...job, source, marketDataFolder };
};
function csvJob(text: string, more: Partial<DataLoadJob> = {}): DataLoadJob {
  const path = join(folder, 'prices.csv');
  writeFileSync(path, text);
  return jobOf({ provider: 'csv', path }, more);
}
const syntheticJob = (source: Record<string, unknown> = {}, more: Partial<DataLoadJob> = {}): DataLoadJob =>
  jobOf(
    syntheticProviderSchema.parse({ provider: 'synthetic', startDate: '2024-01-01', endDate: '2024-02-29', ...source }),
    more,
  );

async function run(job: DataLoadJob): Promise<JobOutcome> {
  const input = await dataLoadSupervisorJob.load(job, quiet);
  const control = fakeJobControl();
  const outcome = await dataLoadSupervisorJob.save(runDataLoad(input, control), job, quiet);
  return jobOutcomeSchema.parse({ ...outcome, warnings: control.warnings });
}

test('a file becomes a dataset version named by its fingerprint', async () => {
  const bars = walkingBars(2_000);
  const { result, artifacts, dataset, warnings, trades } = await run(csvJob(csvOf(bars)));
  const fingerprint = dataset?.fingerprint ?? '';
  expect(result).toEqual({
    type: 'data_load',
    fingerprint,
    bars: 2_000,
    start: '2020-01-06T00:00:00.000Z',
    end: '2020-03-29T07:00:00.000Z',
    ignoredColumns: [],
    isNew: true,
  });
  expect(dataset).toMatchObject({ symbol: 'TEST', timeframe: '1h', bars: 2_000, source: 'prices.csv' });
  expect(readdirSync(marketDataFolder)).toEqual([`${fingerprint}.parquet`]);
  const [artifact] = artifacts;
  const content = readFileSync(join(marketDataFolder, `${fingerprint}.parquet`));
  expect(artifact).toMatchObject({ role: 'dataset', bytes: content.length });
  expect(artifact?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect([warnings, trades]).toEqual([[], []]);
  const stored = { fingerprint: dataset!.fingerprint, path: artifact!.path, symbol: 'TEST', timeframe: '1h' as const };
  expect((await readBars(stored, { from: null, before: null }, 0, quiet.signal)).bars).toEqual(bars);
});

test('the same data again are not new, and a damaged file of theirs is written anew', async () => {
  const job = csvJob(csvOf(walkingBars(500)));
  const first = await run(job);
  const again = await run(job);
  expect(again.result).toEqual({ ...first.result, isNew: false });
  expect(again.artifacts).toEqual(first.artifacts);
  writeFileSync(first.artifacts[0]?.path ?? '', 'broken');
  expect((await run(job)).result).toEqual(first.result);
  expect(readdirSync(marketDataFolder)).toEqual([basename(first.artifacts[0]?.path ?? '')]);
});

test('a stored file in which one byte has changed is written anew', async () => {
  const job = csvJob(csvOf(walkingBars(500)));
  const first = await run(job);
  const path = first.artifacts[0]?.path ?? '';
  const damaged = readFileSync(path);
  const middle = Math.floor(damaged.length / 2);
  damaged[middle] = (damaged[middle] as number) ^ 1;
  writeFileSync(path, damaged);
  const again = await run(job);
  expect(again.result).toMatchObject({ isNew: true });
  expect(again.artifacts).toEqual(first.artifacts);
});

test('ignored columns and warnings are told', async () => {
  const text = csvOf(walkingBars(50)).replaceAll('\n', ',7\n').replace('volume,7', 'volume,spread');
  const { result, warnings } = await run(csvJob(text));
  expect(result).toMatchObject({ ignoredColumns: ['spread'] });
  expect(warnings).toEqual(['Columns that are not used: spread.']);
});

test.each([
  [
    'that is not there',
    (path: string) => `${path}/none.csv`,
    /There is no file .*none\.csv\. Check its name and folder\./,
  ],
  ['that is a folder', (path: string) => path, /is not a file\. Choose a CSV file\./],
])('a file %s is missing', async (_name, pathIn, message) => {
  const job = jobOf({ provider: 'csv', path: pathIn(folder) });
  await expect(dataLoadSupervisorJob.load(job, quiet)).rejects.toMatchObject({
    failure: { code: 'file_missing', message: expect.stringMatching(message) },
  });
});

test('made-up data are fetched, stored, and grown at their end without losing what lies outside the range', async () => {
  const first = await run(syntheticJob());
  expect(first.dataset).toMatchObject({ start: '2024-01-01T00:00:00.000Z', end: '2024-02-29T23:00:00.000Z' });
  expect(first.dataset?.source).toBe('synthetic (seed 1)');
  const current = {
    fingerprint: first.dataset!.fingerprint,
    path: first.artifacts[0]!.path,
    symbol: 'TEST',
    timeframe: '1h' as const,
  };
  const tail = { mode: 'tail', startDate: '2024-02-15', endDate: '2024-03-08' };
  const grown = await run(syntheticJob(tail, { current }));
  expect(grown.dataset).toMatchObject({ start: '2024-01-01T00:00:00.000Z', end: '2024-03-08T23:00:00.000Z' });
  const whole = await run(syntheticJob({ endDate: '2024-03-08' }));
  expect(grown.dataset?.fingerprint).toBe(whole.dataset?.fingerprint);
  expect(whole.result).toMatchObject({ isNew: false });
  expect(readdirSync(marketDataFolder)).toHaveLength(2);
});

test('a version to add to that is gone ends the import with its reason', async () => {
  const { dataset, artifacts } = await run(syntheticJob());
  const current = {
    fingerprint: dataset!.fingerprint,
    path: `${artifacts[0]?.path}.gone`,
    symbol: 'TEST',
    timeframe: '1h' as const,
  };
  await expect(run(syntheticJob({ mode: 'tail' }, { current }))).rejects.toMatchObject({
    failure: { code: 'dataset_missing' },
  });
});

describe('cancelled', () => {
  /** A context that is cancelled at the `times`-th update. */
  function cancelledAt(times: number): SupervisorContext {
    const controller = new AbortController();
    let calls = 0;
    const update = (): void => {
      calls += 1;
      if (calls === times) controller.abort(new JobCancelled());
    };
    return { signal: controller.signal, update };
  }

  test('while a file is read', async () => {
    const job = csvJob(csvOf(walkingBars(60_000, '1m')), { timeframe: '1m' });
    await expect(dataLoadSupervisorJob.load(job, cancelledAt(1))).rejects.toThrow(JobCancelled);
  });

  test.each([1, 5, 7])('while a provider is asked (update %i)', async (times) => {
    const loading = dataLoadSupervisorJob.load(syntheticJob({ delayMs: 20 }), cancelledAt(times));
    await expect(loading).rejects.toThrow(JobCancelled);
  });

  test.each([1, 3])('while the bars are written (update %i), and nothing is left behind', async (times) => {
    const job = csvJob(csvOf(walkingBars(60_000, '1m')), { timeframe: '1m' });
    const output = runDataLoad(await dataLoadSupervisorJob.load(job, quiet), fakeJobControl());
    await expect(dataLoadSupervisorJob.save(output, job, cancelledAt(times))).rejects.toThrow(JobCancelled);
    expect(readdirSync(marketDataFolder)).toEqual([]);
  });

  test('before anything was done', async () => {
    const controller = new AbortController();
    controller.abort(new JobCancelled());
    const context = { signal: controller.signal, update: () => {} };
    await expect(dataLoadSupervisorJob.load(csvJob(csvOf(walkingBars(10))), context)).rejects.toThrow(JobCancelled);
    await expect(dataLoadSupervisorJob.load(syntheticJob(), context)).rejects.toThrow(JobCancelled);
  });
});
