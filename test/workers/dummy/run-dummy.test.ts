import { describe, expect, test } from 'vitest';
import { DUMMY_PHASES } from '../../../src/contract/dummy-phases';
import { dummyRequestSchema } from '../../../src/contract/requests';
import { JobCancelled } from '../../../src/engine/job-control';
import { dummySupervisorJob } from '../../../src/workers/dummy/dummy-supervisor-job';
import { runDummy } from '../../../src/workers/dummy/run-dummy';
import { fakeJobControl, percentageOf } from '../../fakes/job-control';

const request = (more: object) => dummyRequestSchema.parse({ type: 'dummy', seconds: 0, ...more });

describe('the dummy job', () => {
  test('counts its steps, leaves one metric for each, and adds up to π²/6', () => {
    const control = fakeJobControl();
    expect(runDummy(request({ steps: 50 }), control)).toEqual({ steps: 50 });
    expect(control.phases).toEqual([1]);
    expect(control.updates.map(({ current }) => current)).toEqual(Array.from({ length: 51 }, (_, step) => step));
    expect(control.metrics.map(({ kind, data }) => [kind, data['step']])).toEqual(
      Array.from({ length: 50 }, (_, index) => ['step', index + 1]),
    );
    // The rest of the series after N terms is between 1/(N+1) and 1/N.
    expect(Math.PI ** 2 / 6 - control.metrics.at(-1)!.data['value']!).toBeCloseTo(1 / 50_000, 8);
  });

  test('never goes back', () => {
    const control = fakeJobControl();
    runDummy(request({ steps: 37 }), control);
    const percentages = control.updates.map((update) => percentageOf(update, DUMMY_PHASES));
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.at(-1)).toBe(98);
  });

  test('computes the same rows each time', () => {
    const [first, second] = [fakeJobControl(), fakeJobControl()];
    runDummy(request({ steps: 20 }), first);
    runDummy(request({ steps: 20 }), second);
    expect(second.metrics.map(({ data }) => data)).toEqual(first.metrics.map(({ data }) => data));
  });

  test.each([
    [0, 0],
    [40, 4],
    [41, 5],
    [100, 10],
  ])('asked to fail at %i %, does so after %i of 10 steps', (failAt, steps) => {
    const control = fakeJobControl();
    expect(() => runDummy(request({ steps: 10, failAt }), control)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'requested_failure' }) }),
    );
    expect(control.metrics).toHaveLength(steps);
  });

  test('stops at its next step when it is cancelled', () => {
    const control = fakeJobControl({ cancelWhen: ({ metrics }) => metrics.length === 3 });
    expect(() => runDummy(request({ steps: 10 }), control)).toThrow(JobCancelled);
    expect(control.metrics).toHaveLength(3);
  });

  test('stops in the middle of a long step too', () => {
    const control = fakeJobControl({ cancelWhen: ({ looks }) => looks() > 3 });
    expect(() => runDummy(request({ steps: 1, seconds: 86_400 }), control)).toThrow(JobCancelled);
    expect(control.metrics).toEqual([]);
  });

  test('told to ignore that, never even looks', () => {
    const control = fakeJobControl({ cancelWhen: () => true });
    expect(runDummy(request({ steps: 10, ignoreCancel: true }), control)).toEqual({ steps: 10 });
    expect(control.looks()).toBe(0);
  });

  test('has nothing to load and hands over its steps', async () => {
    const spec = request({ steps: 4 });
    const context = { signal: new AbortController().signal, update: () => {} };
    expect(await dummySupervisorJob.load(spec, context)).toBe(spec);
    expect(await dummySupervisorJob.save({ steps: 4 }, spec, context)).toMatchObject({
      result: { type: 'dummy', steps: 4 },
      artifacts: [],
    });
  });
});
