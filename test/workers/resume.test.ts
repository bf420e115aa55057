import { randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dummyRequestSchema } from '../../src/contract/requests';
import { JobCancelled, type JobControl } from '../../src/engine/job-control';
import type { Strategy } from '../../src/engine/strategy/strategy';
import { runBacktest } from '../../src/workers/backtesting/backtesting-job';
import { runDummy } from '../../src/workers/dummy/run-dummy';
import { readCheckpoint } from '../../src/workers/runtime/checkpoint-reader';
import { writeCheckpoint } from '../../src/workers/runtime/checkpoint-writer';
import { runTraining } from '../../src/workers/training/training-job';
import { fakeJobControl, type RecordedCheckpoint, type RecordedMetric } from '../fakes/job-control';
import { operationId } from '../fakes/operation-ids';
import { demoStrategy } from '../fixtures/demo-strategy';
import { wavyBars } from '../fixtures/made-bars';
import { temporaryFolder } from './data/temporary-folder';

/** Interrupted any number of times, anywhere, and resumed through its file: the same as uninterrupted, bit for bit. */

const never = new AbortController().signal;

async function throughFile({ state, units, metricRows }: Stored): Promise<unknown> {
  const about = { operationId: operationId(1), engineVersion: '1', jobHash: 'a' };
  const head = { ...about, units, nextMetricSeq: metricRows, createdAt: new Date().toISOString(), nonce: randomUUID() };
  const { path, sha256 } = await writeCheckpoint(temporaryFolder(), head, serialize(state), never);
  const read = await readCheckpoint(path, { ...about, sha256, nextMetricSeq: metricRows }, never);
  expect(read.units).toBe(units);
  return deserialize(read.state);
}

/** A checkpoint, counting the metric rows of the attempts before. */
type Stored = Pick<RecordedCheckpoint, 'state' | 'units' | 'metricRows'>;

interface Interruption {
  /** As a share of the looks, or of the metric rows, that an uninterrupted run has. */
  readonly at: number;
  /** At a look at the token, while a metric row waits for room, or by a fault that leaves no time for a checkpoint. */
  readonly how: 'look' | 'metric' | 'crash';
  /** Every so many looks a checkpoint is due. */
  readonly dueEvery: number;
}

const interruptions = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    how: fc.constantFrom('look' as const, 'metric' as const, 'crash' as const),
    dueEvery: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Runs to the end through the interruptions; the rows are those of all attempts, as main keeps them. */
async function interrupted<Output>(
  job: (control: JobControl) => Output,
  whole: { readonly looks: number; readonly metrics: number },
  stops: readonly Interruption[],
): Promise<{ output: Output; rows: readonly RecordedMetric['data'][] }> {
  let stored: Stored | null = null;
  const rows: RecordedMetric['data'][] = [];
  const keep = (first: number, told: readonly RecordedMetric[]): void => {
    told.forEach(({ data }, index) => {
      // What is told again is told the same.
      if (first + index < rows.length) expect(data).toEqual(rows[first + index]);
      else rows.push(data);
    });
  };
  for (const stop of [...stops, null]) {
    const first: number = stored?.metricRows ?? 0;
    const resumeFrom: unknown = stored === null ? null : await throughFile(stored);
    let metrics = 0;
    let asked = 0;
    const control = fakeJobControl({
      resumeFrom,
      cancelWhen: ({ looks }) => stop !== null && stop.how !== 'metric' && looks() > stop.at * whole.looks,
      beforeMetric: () => {
        if (stop?.how === 'metric' && metrics++ >= stop.at * whole.metrics) throw new JobCancelled();
      },
      dueWhen: () => stop !== null && ++asked % stop.dueEvery === 0,
    });
    try {
      const output = job(control);
      keep(first, control.metrics);
      return { output, rows };
    } catch (thrown) {
      if (!(thrown instanceof JobCancelled)) throw thrown;
      keep(first, control.metrics);
      const left = control.checkpoints.filter(({ why }) => stop?.how !== 'crash' || why === 'due').at(-1);
      if (left !== undefined) stored = { ...left, metricRows: first + left.metricRows };
    }
  }
  throw new Error('the last attempt is not interrupted');
}

function uninterrupted<Output>(job: (control: JobControl) => Output) {
  const control = fakeJobControl();
  const output = job(control);
  return {
    output,
    rows: control.metrics.map(({ data }) => data),
    looks: control.looks(),
    metrics: control.metrics.length,
  };
}

const bars = wavyBars(700, 3);
const strategy: Strategy = {
  ...demoStrategy,
  model: { ...demoStrategy.model, dropout: 0.2 },
  decisions: { ...demoStrategy.decisions, allowShortFromFlat: true, confidenceThreshold: 0.3 },
  training: { ...demoStrategy.training, epochs: 6, earlyStopping: { patience: 2, minDelta: 0.0005 } },
};
const about = { bars, strategy, symbol: 'DEMO', timeframe: '1d' } as const;
const train = (control: JobControl) => runTraining({ ...about, firstRow: 50, seed: 4 }, control);
const trained = uninterrupted(train);
const backtest = (control: JobControl) =>
  runBacktest(
    {
      ...about,
      model: trained.output.model,
      firstRow: 50,
      initialCapital: 100_000,
      commission: 0.001,
      slippage: 0.0005,
    },
    control,
  );

describe('interrupted anywhere and resumed, through files', () => {
  test('a training gives the same model, metrics and rows', async () => {
    await fc.assert(
      fc.asyncProperty(interruptions, async (stops) => {
        const { output, rows } = await interrupted(train, trained, stops);
        expect(output).toEqual(trained.output);
        expect(rows).toEqual(trained.rows);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('a backtest gives the same trades, equity and rows', async () => {
    const whole = uninterrupted(backtest);
    expect(whole.output.result.trades).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(interruptions, async (stops) => {
        const { output, rows } = await interrupted(backtest, whole, stops);
        expect(output).toEqual(whole.output);
        expect(rows).toEqual(whole.rows);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('a dummy gives the same rows', async () => {
    const input = dummyRequestSchema.parse({ type: 'dummy', seconds: 0, steps: 30 });
    const job = (control: JobControl) => runDummy(input, control);
    const whole = uninterrupted(job);
    await fc.assert(
      fc.asyncProperty(interruptions, async (stops) => {
        const { rows } = await interrupted(job, whole, stops);
        expect(rows).toEqual(whole.rows);
      }),
    );
  });
});

describe('a job that is stopped by a fault of its own', () => {
  test('leaves a checkpoint of the steps before, and comes to the same fault from there', () => {
    const input = dummyRequestSchema.parse({ type: 'dummy', seconds: 0, steps: 10, failAt: 50 });
    const control = fakeJobControl();
    expect(() => runDummy(input, control)).toThrow('asked to fail');
    expect(control.checkpoints).toMatchObject([{ why: 'failed', units: 5, metricRows: 5 }]);
    const again = fakeJobControl({ resumeFrom: control.checkpoints[0]?.state });
    expect(() => runDummy(input, again)).toThrow('asked to fail');
    expect(again.metrics).toEqual([]);
  });

  test('a training that diverges leaves the batch before', () => {
    const wild: Strategy = {
      ...strategy,
      model: { ...strategy.model, activation: 'relu' },
      training: { ...strategy.training, learningRate: 1e300 },
    };
    const control = fakeJobControl();
    expect(() => runTraining({ ...about, strategy: wild, firstRow: 50, seed: 4 }, control)).toThrow('diverged');
    expect(control.checkpoints).toMatchObject([{ why: 'failed', units: 0 }]);
  });

  test('what ends before there is anything to go on from leaves none', () => {
    const control = fakeJobControl({ cancelWhen: ({ phases }) => phases.at(-1) === 2 });
    expect(() => train(control)).toThrow(JobCancelled);
    expect(control.checkpoints).toEqual([]);
  });
});
