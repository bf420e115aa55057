import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { fingerprintSchema, operationIdSchema } from '../../../src/contract/identifiers';
import { type JobSpecOf, jobOutcomeSchema } from '../../../src/contract/worker-protocol';
import { JobCancelled } from '../../../src/engine/job-control';
import { encodeModel } from '../../../src/engine/neural/model-codec';
import { runBacktest } from '../../../src/workers/backtesting/backtesting-job';
import { backtestingSupervisorJob } from '../../../src/workers/backtesting/backtesting-supervisor-job';
import { answerSeriesQuestion } from '../../../src/workers/data/answer-series-question';
import { writeBars } from '../../../src/workers/data/bars-parquet';
import { readColumnFile } from '../../../src/workers/data/column-file';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { runTraining } from '../../../src/workers/training/training-job';
import { fakeJobControl } from '../../fakes/job-control';
import { demoStrategy } from '../../fixtures/demo-strategy';
import { wavyBars } from '../../fixtures/made-bars';
import { temporaryFolder } from '../data/temporary-folder';

const bars = wavyBars(1_200, 3);
const quiet: SupervisorContext = { signal: new AbortController().signal, update: () => {} };
const { model } = runTraining(
  { strategy: demoStrategy, bars, firstRow: 0, seed: 1, symbol: 'DEMO', timeframe: '1d' },
  fakeJobControl(),
);
let job: JobSpecOf<'backtesting'>;

beforeEach(async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'bars.parquet');
  const modelPath = join(folder, 'some.model');
  await writeBars(bars, path, quiet.signal, () => {});
  writeFileSync(modelPath, encodeModel(model));
  job = {
    type: 'backtesting',
    strategy: JSON.parse(JSON.stringify(demoStrategy)),
    dataset: { fingerprint: fingerprintSchema.parse('0'.repeat(64)), path, symbol: 'DEMO', timeframe: '1d' },
    range: null,
    modelPath,
    modelOperationId: operationIdSchema.parse('op_training_20261123_101500_1a2b3c4d'),
    initialCapital: 50_000,
    commission: 0.001,
    slippage: 0.0005,
    artifactsFolder: join(folder, 'artifacts'),
  };
});

test('without a range it tests the part of the data the model never saw', async () => {
  const input = await backtestingSupervisorJob.load(job, quiet);
  expect(input.bars.time[input.firstRow]).toBe(model.test.start);
  expect(input.bars.time.at(-1)).toBe(model.test.end);
  expect(input.firstRow).toBe(demoStrategy.trainingData.historyRequired);
  expect(input.model).toEqual(model);
  expect(input).toMatchObject({ initialCapital: 50_000, commission: 0.001, slippage: 0.0005 });
});

test('a range is taken as given', async () => {
  const [from, before] = [bars.time[200] ?? 0, bars.time[400] ?? 0];
  const input = await backtestingSupervisorJob.load({ ...job, range: { from, before } }, quiet);
  expect(input.bars.time[input.firstRow]).toBe(from);
  expect(input.bars.time.at(-1)).toBe(bars.time[399]);
});

test('equity, signals and trades are kept whole', async () => {
  const output = runBacktest(await backtestingSupervisorJob.load(job, quiet), fakeJobControl());
  const outcome = jobOutcomeSchema.parse(await backtestingSupervisorJob.save(output, job, quiet));
  expect(outcome.result).toEqual({ ...output.result, modelOperationId: job.modelOperationId });
  expect(outcome.trades).toHaveLength(output.result.trades);
  expect(outcome.artifacts.map(({ role }) => role)).toEqual(['equity', 'signals']);
  const [equity, signals] = outcome.artifacts.map(({ path }) => path);

  const answer = await answerSeriesQuestion({ ask: 'equity_points', path: equity ?? '' });
  expect(answer).toEqual({ ask: 'equity_points', time: output.series.time, equity: output.series.equity });
  const columns = await readColumnFile(equity ?? '', 'equity', ['benchmark', 'drawdown'], 'equity curve');
  expect(columns.benchmark[0]).toBe(50_000);
  expect((columns.benchmark.at(-1) ?? 0) / 50_000 - 1).toBeCloseTo(output.result.buyAndHoldReturn, 12);
  expect(columns.drawdown).toEqual(output.series.drawdown);
  const kept = await readColumnFile(signals ?? '', 'signals', ['signal', 'confidence', 'position'], 'signals');
  expect([...kept.signal]).toEqual([...output.series.signal]);
  expect(kept.confidence).toEqual(output.series.confidence);
});

test('a model that is gone and one that is damaged are refused', async () => {
  writeFileSync(job.modelPath, encodeModel(model).subarray(0, 200));
  await expect(backtestingSupervisorJob.load(job, quiet)).rejects.toMatchObject({
    failure: { code: 'storage_failed', message: expect.stringMatching(/is damaged\. Train the model again\./) },
  });
  rmSync(job.modelPath);
  await expect(backtestingSupervisorJob.load(job, quiet)).rejects.toMatchObject({
    failure: { code: 'unknown_model', message: expect.stringMatching(/no longer there\. Train the model again\./) },
  });
});

test('a range without bars is refused', async () => {
  const range = { from: Date.UTC(1990, 0, 1), before: Date.UTC(1991, 0, 1) };
  await expect(backtestingSupervisorJob.load({ ...job, range }, quiet)).rejects.toMatchObject({
    failure: { code: 'empty_range' },
  });
});

test('it stops when it is cancelled, loading and saving, and leaves no half-written file', async () => {
  const controller = new AbortController();
  const context = { signal: controller.signal, update: () => controller.abort(new JobCancelled()) };
  await expect(backtestingSupervisorJob.load(job, context)).rejects.toThrow(JobCancelled);
  const output = runBacktest(await backtestingSupervisorJob.load(job, quiet), fakeJobControl());
  await expect(backtestingSupervisorJob.save(output, job, context)).rejects.toThrow(JobCancelled);
  expect(() => readdirSync(job.artifactsFolder)).toThrow('ENOENT');
});
