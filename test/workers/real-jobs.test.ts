import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { phasesOf } from '../../src/contract/phases-of';
import {
  type JobOutcome,
  type JobSnapshot,
  type JobSpec,
  type JobStart,
  type WorkerToMain,
  workerToMainSchema,
} from '../../src/contract/worker-protocol';
import { ComputeThread } from '../../src/workers/runtime/compute-thread';
import { SupervisedJob } from '../../src/workers/runtime/supervised-job';
import { supervisorJobs } from '../../src/workers/supervisor-jobs';
import { freshStart } from '../fakes/job-start';
import { operationId } from '../fakes/operation-ids';
import { demoStrategy } from '../fixtures/demo-strategy';
import { wavyBars } from '../fixtures/made-bars';
import { type BundledEntries, bundleEntries } from './bundle-entries';
import { csvOf, walkingBars } from './data/bar-samples';
import { temporaryFolder } from './data/temporary-folder';

/** The three jobs that work on market data, each through its real supervisor half and the real compute thread. */
let entries: BundledEntries;
let thread: ComputeThread;
let folder: string;
let said: WorkerToMain[];
beforeAll(async () => {
  entries = await bundleEntries({ compute: '../../src/workers/compute-entry.ts' });
});
afterAll(() => entries.remove());
beforeEach(() => {
  thread = new ComputeThread(entries.path('compute'));
  folder = temporaryFolder();
  said = [];
});
afterEach(() => thread.terminate());

const jobFor = (spec: JobSpec, start: Partial<JobStart> = {}): SupervisedJob =>
  new SupervisedJob({
    operationId: operationId(1),
    spec,
    start: freshStart({ checkpointsFolder: join(folder, 'checkpoints'), ...start }),
    half: supervisorJobs[spec.type],
    thread,
    post: (message) => said.push(workerToMainSchema.parse(structuredClone(message))),
    log: () => {},
  });

async function complete(spec: JobSpec, start: Partial<JobStart> = {}): Promise<JobOutcome> {
  await jobFor(spec, start).run();
  const end = said.at(-1);
  if (end?.kind !== 'completed') throw new Error(JSON.stringify(end));
  return end.outcome;
}

function importOf(text: string, timeframe: '1m' | '1d'): JobSpec {
  const path = join(folder, 'prices.csv');
  writeFileSync(path, text);
  return {
    type: 'data_load',
    symbol: 'DEMO',
    timeframe,
    source: { provider: 'csv', path },
    current: null,
    marketDataFolder: join(folder, 'market-data'),
    now: Date.UTC(2026, 10, 23),
  };
}

async function datasetOf(text: string) {
  const { dataset, artifacts } = await complete(importOf(text, '1d'));
  if (dataset === null || artifacts[0] === undefined) throw new Error('no dataset was made');
  const { fingerprint, symbol, timeframe } = dataset;
  return { fingerprint, path: artifacts[0].path, symbol, timeframe };
}

const trainingOn = (dataset: Awaited<ReturnType<typeof datasetOf>>, epochs = 4): JobSpec => ({
  type: 'training',
  strategy: JSON.parse(JSON.stringify({ ...demoStrategy, training: { ...demoStrategy.training, epochs } })),
  dataset,
  range: { from: null, before: null },
  seed: 1,
  artifactsFolder: join(folder, 'artifacts'),
});

test('a file is imported, trained on and traded, and nothing else is left behind', async () => {
  const dataset = await datasetOf(csvOf(wavyBars(1_200, 3)));
  const trained = await complete(trainingOn(dataset));
  const modelPath = trained.artifacts[0]?.path ?? '';
  const tested = await complete({
    type: 'backtesting',
    strategy: JSON.parse(JSON.stringify(demoStrategy)),
    dataset,
    range: null,
    modelPath,
    modelOperationId: operationId(1),
    initialCapital: 100_000,
    commission: 0.001,
    slippage: 0.0005,
    artifactsFolder: join(folder, 'artifacts'),
  });
  expect(trained.result).toMatchObject({ type: 'training', epochs: 4 });
  expect(tested.result).toMatchObject({ type: 'backtesting', inSample: false });
  const roles = [...trained.artifacts, ...tested.artifacts].map(({ role }) => role);
  expect(roles).toEqual(['model', 'equity', 'signals']);
  expect(readdirSync(join(folder, 'artifacts'))).toHaveLength(3);
  expect(readdirSync(join(folder, 'market-data'))).toHaveLength(1);
});

/** Percent of the whole, from the counters of a snapshot. */
function percentageOf(spec: JobSpec, snapshot: JobSnapshot): number {
  const phase = phasesOf(spec.type)[snapshot.phase];
  if (phase === undefined) throw new Error(`no phase ${snapshot.phase}`);
  const share = snapshot.total > 0 ? Math.min(1, snapshot.current / snapshot.total) : 0;
  return phase.from + (phase.to - phase.from) * share;
}

test('the progress of an import goes up, through every phase', async () => {
  const spec = importOf(csvOf(walkingBars(300_000, '1m')), '1m');
  const job = jobFor(spec);
  const seen: JobSnapshot[] = [];
  const watching = setInterval(() => {
    const snapshot = job.snapshot();
    if (snapshot !== null) seen.push(snapshot);
  }, 1);
  await job.run();
  clearInterval(watching);
  const percentages = seen.map((snapshot) => percentageOf(spec, snapshot));
  expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
  expect(percentages.every((percentage) => percentage >= 0 && percentage <= 100)).toBe(true);
  expect(new Set(seen.map(({ phase }) => phase)).size).toBeGreaterThanOrEqual(3);
  expect(job.snapshot()).toMatchObject({ phase: 3, current: 300_000, total: 300_000 });
});

describe('cancelled', () => {
  const untilPhase = async (job: SupervisedJob, phase: number): Promise<void> => {
    while ((job.snapshot()?.phase ?? -1) < phase) await sleep(1);
  };

  test.each([
    [0, 'fetch'],
    [1, 'rows'],
    [3, 'write'],
  ])('in phase %i (%s) an import ends without a trace', async (phase) => {
    const job = jobFor(importOf(csvOf(walkingBars(300_000, '1m')), '1m'));
    const running = job.run();
    await untilPhase(job, phase);
    job.cancel('user');
    await running;
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: false });
    expect(said.filter(({ kind }) => kind === 'completed')).toEqual([]);
    const left = readdirSync(folder, { recursive: true }).map(String);
    expect(left.filter((name) => /parquet|tmp/.test(name))).toEqual([]);
  });

  test.each([0, 4])('in phase %i a training ends without a model', async (phase) => {
    const dataset = await datasetOf(csvOf(wavyBars(1_200, 3)));
    const job = jobFor(trainingOn(dataset, 10_000));
    const running = job.run();
    await untilPhase(job, phase);
    job.cancel('user');
    await running;
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: false });
    expect(() => readdirSync(join(folder, 'artifacts'))).toThrow('ENOENT');
  });
});

test('a training that is paused twice ends as one that was not', async () => {
  const dataset = await datasetOf(csvOf(wavyBars(1_200, 3)));
  const spec = trainingOn(dataset, 400);
  const whole = await complete(spec);
  said = [];
  let start: Partial<JobStart> = {};
  for (const epochs of [5, 20]) {
    const job = jobFor(spec, start);
    const running = job.run();
    while ((job.snapshot()?.phase ?? 0) < 4 || (job.snapshot()?.current ?? 0) < epochs) await sleep(1);
    job.cancel('paused');
    await running;
    const left = said.flatMap((message) => (message.kind === 'checkpoint' ? [message.checkpoint] : [])).at(-1)!;
    expect(left.cause).toBe('paused');
    start = { resumeFrom: { path: left.path, sha256: left.sha256 }, firstMetricSeq: left.nextMetricSeq };
  }
  expect((await complete(spec, start)).result).toEqual(whole.result);
  const rows = said.flatMap((message) =>
    message.kind === 'metrics' ? Array.from(message.batch.kinds, (_, row) => message.batch.firstSeq + row) : [],
  );
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  expect(new Set(rows).size).toBe(400);
});

test('bad input ends as a failure with its code and phase', async () => {
  await jobFor(importOf('date,open,high,low,close,volume\n2020-01-01,1,1,1,x,1\n', '1d')).run();
  expect(said.at(-1)).toMatchObject({
    kind: 'failed',
    failure: { code: 'bad_csv', phase: 'Read rows', message: expect.stringMatching(/Line 2, column close: "x"/) },
  });
});
