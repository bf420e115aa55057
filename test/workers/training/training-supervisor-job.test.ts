import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprintSchema } from '../../../src/contract/identifiers';
import { type JobSpecOf, jobOutcomeSchema } from '../../../src/contract/worker-protocol';
import { barCount } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import { decodeModel } from '../../../src/engine/neural/model-codec';
import { writeBars } from '../../../src/workers/data/bars-parquet';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { runTraining } from '../../../src/workers/training/training-job';
import { trainingSupervisorJob } from '../../../src/workers/training/training-supervisor-job';
import { fakeJobControl } from '../../fakes/job-control';
import { demoStrategy } from '../../fixtures/demo-strategy';
import { wavyBars } from '../../fixtures/made-bars';
import { temporaryFolder } from '../data/temporary-folder';

const bars = wavyBars(1_200, 3);
const at = (index: number): number => bars.time[index] ?? Number.NaN;
const quiet: SupervisorContext = { signal: new AbortController().signal, update: () => {} };

async function jobFor(range: { from: number | null; before: number | null }): Promise<JobSpecOf<'training'>> {
  const folder = temporaryFolder();
  const path = join(folder, 'bars.parquet');
  await writeBars(bars, path, quiet.signal, () => {});
  return {
    type: 'training',
    strategy: JSON.parse(JSON.stringify(demoStrategy)),
    dataset: { fingerprint: fingerprintSchema.parse('0'.repeat(64)), path, symbol: 'DEMO', timeframe: '1d' },
    range,
    seed: 1,
    artifactsFolder: join(folder, 'artifacts'),
  };
}

test('it loads the bars of the range with the history before them, in shared memory', async () => {
  const input = await trainingSupervisorJob.load(await jobFor({ from: at(100), before: at(1_000) }), quiet);
  expect(input.firstRow).toBe(demoStrategy.trainingData.historyRequired);
  expect(barCount(input.bars)).toBe(950);
  expect(input.bars.time[input.firstRow]).toBe(at(100));
  expect(input.bars.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(input).toMatchObject({ strategy: demoStrategy, seed: 1, symbol: 'DEMO', timeframe: '1d' });
});

test('what it saves is the model that was trained, in a file named by its content', async () => {
  const job = await jobFor({ from: at(100), before: null });
  const output = runTraining(await trainingSupervisorJob.load(job, quiet), fakeJobControl());
  const outcome = jobOutcomeSchema.parse(await trainingSupervisorJob.save(output, job, quiet));
  const [artifact] = outcome.artifacts;
  expect(readdirSync(job.artifactsFolder)).toEqual([`${artifact?.sha256}.model`]);
  const content = readFileSync(artifact?.path ?? '');
  expect(decodeModel(content)).toEqual(output.model);
  expect(artifact).toMatchObject({ role: 'model', bytes: content.length });
  expect(outcome.result).toEqual(output.result);
  expect(basename(artifact?.path ?? '')).toBe(`${artifact?.sha256}.model`);
});

test('a range without bars is refused with what there is', async () => {
  const job = await jobFor({ from: Date.UTC(2030, 0, 1), before: Date.UTC(2031, 0, 1) });
  await expect(trainingSupervisorJob.load(job, quiet)).rejects.toMatchObject({
    failure: {
      code: 'empty_range',
      message:
        'DEMO 1d has no bars from 2030-01-01 and before 2031-01-01. There are 1,200, from 2010-01-04 to 2013-04-17. Choose dates among them.',
    },
  });
});

test('a strategy that is none is refused', async () => {
  const job = { ...(await jobFor({ from: null, before: null })), strategy: { name: 'x' } };
  await expect(trainingSupervisorJob.load(job, quiet)).rejects.toMatchObject({ failure: { code: 'bad_strategy' } });
});

test('it stops when it is cancelled, loading and saving, and leaves no half-written file', async () => {
  const job = await jobFor({ from: null, before: null });
  const controller = new AbortController();
  const context = { signal: controller.signal, update: () => controller.abort(new JobCancelled()) };
  await expect(trainingSupervisorJob.load(job, context)).rejects.toThrow(JobCancelled);
  const output = runTraining(await trainingSupervisorJob.load(job, quiet), fakeJobControl());
  await expect(trainingSupervisorJob.save(output, job, context)).rejects.toThrow(JobCancelled);
  expect(readdirSync(job.artifactsFolder)).toEqual([]);
});
