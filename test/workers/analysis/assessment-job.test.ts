import { expect, test } from 'vitest';
import { ASSESSMENT_PHASES } from '../../../src/contract/assessment-phases';
import { type JobSpecOf, jobOutcomeSchema, jobSpecSchema } from '../../../src/contract/worker-protocol';
import { JobCancelled } from '../../../src/engine/job-control';
import { assess } from '../../../src/engine/research/assess';
import { assessmentSupervisorJob } from '../../../src/workers/analysis/assessment-supervisor-job';
import { runAssessment } from '../../../src/workers/analysis/run-assessment';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { backtestWith, candidateOf, strongBacktest } from '../../engine/research/candidates';
import { fakeJobControl, percentageOf } from '../../fakes/job-control';

const quiet: SupervisorContext = { signal: new AbortController().signal, update: () => {} };
const job = jobSpecSchema.parse({
  type: 'agent_assessment',
  candidates: [candidateOf(1, backtestWith()), candidateOf(2, strongBacktest)],
}) as JobSpecOf<'agent_assessment'>;

test('it judges what it is given, and leaves no file', async () => {
  const output = runAssessment(await assessmentSupervisorJob.load(job, quiet), fakeJobControl());
  const { result } = jobOutcomeSchema.parse(await assessmentSupervisorJob.save(output, job, quiet));
  expect(result).toMatchObject({ type: 'agent_assessment', ...assess(job.candidates), best: 2 });
});

test('it says the same whenever it is made again', async () => {
  const again = () => runAssessment(job, fakeJobControl()).result;
  expect(again()).toEqual(again());
});

test('it reports its phase from its start to its end', () => {
  const control = fakeJobControl();
  runAssessment(job, control);
  expect(control.phases.map((index) => ASSESSMENT_PHASES[index]?.id)).toEqual(['assess']);
  expect(control.updates.map((update) => percentageOf(update, ASSESSMENT_PHASES))).toEqual([10, 95]);
});

test('it does not begin when it is told to stop', () => {
  expect(() => runAssessment(job, fakeJobControl({ cancelWhen: () => true }))).toThrow(JobCancelled);
});
