import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DESIGN_PHASES } from '../../../src/contract/design-phases';
import { fingerprintSchema } from '../../../src/contract/identifiers';
import { type JobSpecOf, jobOutcomeSchema } from '../../../src/contract/worker-protocol';
import { sliceBars } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import { designSupervisorJob } from '../../../src/workers/analysis/design-supervisor-job';
import { runDesign } from '../../../src/workers/analysis/run-design';
import { writeBars } from '../../../src/workers/data/bars-parquet';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { runTraining } from '../../../src/workers/training/training-job';
import { fakeJobControl, percentageOf } from '../../fakes/job-control';
import { wavyBars } from '../../fixtures/made-bars';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';
import { temporaryFolder } from '../data/temporary-folder';

const bars = wavyBars(1_200, 3);
const at = (index: number): number => bars.time[index] ?? Number.NaN;
const quiet: SupervisorContext = { signal: new AbortController().signal, update: () => {} };
const source = { fileName: 'pullback.yaml', text: PULLBACK_YAML };

async function jobFor(
  range = { from: at(350), before: at(1_150) },
  overrides: readonly string[] = ['training.labels.zigzag_threshold=0.04'],
): Promise<JobSpecOf<'agent_design'>> {
  const folder = temporaryFolder();
  const path = join(folder, 'bars.parquet');
  await writeBars(bars, path, quiet.signal, () => {});
  const parsed = parseStrategy(source.text, source.fileName, overrides);
  if (!parsed.ok) throw new Error('the fixture does not parse');
  return {
    type: 'agent_design',
    strategy: JSON.parse(JSON.stringify(parsed.strategy)),
    source,
    overrides: [...overrides],
    dataset: { fingerprint: fingerprintSchema.parse('0'.repeat(64)), path, symbol: 'DEMO', timeframe: '1h' },
    range,
    seed: 5,
    variants: 4,
  };
}

async function design(job: JobSpecOf<'agent_design'>, control = fakeJobControl()) {
  const output = runDesign(await designSupervisorJob.load(job, quiet), control);
  return { output, outcome: jobOutcomeSchema.parse(await designSupervisorJob.save(output, job, quiet)) };
}

describe('a design', () => {
  test('tells what a training of the same strategy would learn from, and proposes variants', async () => {
    const job = await jobFor();
    const { output, outcome } = await design(job);
    const { result } = output;
    expect(outcome).toEqual({ result, artifacts: [], trades: [], dataset: null, warnings: [] });

    const input = await designSupervisorJob.load(job, quiet);
    const training = runTraining({ ...input, symbol: 'DEMO', timeframe: '1h' }, fakeJobControl());
    expect(result.features).toEqual(training.result.features);
    expect(result.classes).toEqual(training.result.classes);
    const [buy, hold, sell] = training.parts.train.classes;
    expect(result.trainClasses).toEqual({ buy, hold, sell });
    expect(result.usableRows).toBe(Object.values(training.result.classes).reduce((sum, count) => sum + count, 0));

    expect(result.bars).toBe(800);
    expect(result.range).toEqual({
      start: new Date(at(350)).toISOString(),
      end: new Date(at(1_149)).toISOString(),
      bars: 800,
    });
    expect(result.variants.map(({ variant }) => variant)).toEqual([1, 2, 3, 4]);
    expect(result.variants[0]).toEqual({ variant: 1, seed: 5, overrides: [], changes: [] });
  });

  test('is the same whenever it is made again, and another one for another seed, range or label', async () => {
    const hashOf = async (job: JobSpecOf<'agent_design'>) => (await design(job)).output.result.designHash;
    const hash = await hashOf(await jobFor());
    expect((await design(await jobFor())).output.result).toEqual((await design(await jobFor())).output.result);
    expect(await hashOf(await jobFor())).toBe(hash);
    expect(await hashOf({ ...(await jobFor()), seed: 6 })).not.toBe(hash);
    expect(await hashOf(await jobFor({ from: at(351), before: at(1_150) }))).not.toBe(hash);
    expect(await hashOf(await jobFor(undefined, ['training.labels.zigzag_threshold=0.05']))).not.toBe(hash);
  });

  test('goes through its phases in order and its bar only moves on', async () => {
    const control = fakeJobControl();
    await design(await jobFor(), control);
    expect(control.phases.map((index) => DESIGN_PHASES[index]?.id)).toEqual(['indicators', 'fuzzy', 'labels']);
    const percentages = control.updates.map((update) => percentageOf(update, DESIGN_PHASES));
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.at(-1)).toBe(95);
  });

  test('warns of a class that is rare', async () => {
    const control = fakeJobControl();
    await design(await jobFor(), control);
    expect(control.warnings.join()).toMatch(/Only \d\.\d % of the rows are labelled hold/);
  });

  test('fails where a training would: one class only, or too few rows', async () => {
    const oneClass = await jobFor(undefined, ['training.labels.zigzag_threshold=0.9']);
    await expect(design(oneClass)).rejects.toMatchObject({ code: 'label_collapse' });
    const input = await designSupervisorJob.load(await jobFor(), quiet);
    const few = { ...input, bars: sliceBars(input.bars, 0, input.firstRow + 2) };
    expect(() => runDesign(few, fakeJobControl())).toThrowError(
      expect.objectContaining({ code: 'too_few_rows', message: expect.stringContaining('There are no') }),
    );
  });

  test('stops at whichever look it is told to', async () => {
    const input = await designSupervisorJob.load(await jobFor(), quiet);
    const all = fakeJobControl();
    runDesign(input, all);
    expect(all.looks()).toBeGreaterThan(10);
    for (let look = 1; look <= all.looks(); look++) {
      const control = fakeJobControl({ cancelWhen: ({ looks }) => looks() >= look });
      expect(() => runDesign(input, control)).toThrow(JobCancelled);
      expect(control.looks()).toBe(look);
    }
  });
});
