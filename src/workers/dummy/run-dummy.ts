import { dummyPhaseIndex } from '../../contract/dummy-phases';
import { FailureError, failure } from '../../contract/failure';
import { metricKindIndex } from '../../contract/metric-kinds';
import type { DummyRequest } from '../../contract/requests';
import { type JobControl, type Resumable, withFinalCheckpoint } from '../../engine/job-control';

/** The longest sleep between two looks at the token. */
const SLICE_MS = 5;
const TERMS_PER_STEP = 1_000;

const STEP_METRIC = metricKindIndex('step');
const WORK_PHASE = dummyPhaseIndex('work');

export interface DummyOutput {
  readonly steps: number;
}

/** What a dummy goes on from: the steps that are done and have a metric row, and their sum. */
interface DummyState {
  readonly step: number;
  readonly sum: number;
}

/**
 * Sums 1/k² step by step, towards π²/6, spread evenly over the wanted time. One metric a step: the step, from 1,
 * and the sum so far. Its units are steps; a resumed one has the time left that belongs to the steps left.
 */
export function runDummy(input: DummyRequest, control: JobControl): DummyOutput {
  const { steps, seconds, failAt } = input;
  const { bridge, checkpoint } = control;
  const lookAtToken = input.ignoreCancel ? () => {} : () => control.token.throwIfCancelled();
  const millisecondsOf = (step: number): number => (1_000 * seconds * step) / steps;
  let done = (checkpoint.resumeFrom as DummyState | null) ?? { step: 0, sum: 0 };
  const work: Resumable = {
    get units() {
      return done.step;
    },
    snapshot: () => done,
  };

  let stepStartedAt = bridge.now();
  const startedAt = stepStartedAt - millisecondsOf(done.step);
  bridge.startPhase(WORK_PHASE);
  bridge.update(done.step, steps);
  return withFinalCheckpoint(checkpoint, work, () => {
    for (let step = done.step + 1; step <= steps; step += 1) {
      failIfReached(failAt, (100 * (step - 1)) / steps);
      lookAtToken();
      if (checkpoint.isDue(done.step)) checkpoint.save(work);
      let { sum } = done;
      for (let k = (step - 1) * TERMS_PER_STEP + 1; k <= step * TERMS_PER_STEP; k += 1) sum += 1 / (k * k);
      sleepUntil(startedAt + millisecondsOf(step), bridge, () => {
        lookAtToken();
        bridge.update(done.step, steps);
      });
      const now = bridge.now();
      bridge.metric(STEP_METRIC, [step, sum], now - stepStartedAt);
      done = { step, sum };
      bridge.update(step, steps);
      stepStartedAt = now;
    }
    failIfReached(failAt, 100);
    return { steps };
  });
}

function failIfReached(failAt: number | null, percentage: number): void {
  if (failAt === null || percentage < failAt) return;
  throw new FailureError(
    failure('requested_failure', `The dummy operation was asked to fail at ${failAt} % and did so. Nothing is wrong.`),
  );
}

const never = new Int32Array(new SharedArrayBuffer(4));

function sleepUntil(moment: number, bridge: JobControl['bridge'], look: () => void): void {
  for (let left = moment - bridge.now(); left > 0; left = moment - bridge.now()) {
    Atomics.wait(never, 0, 0, Math.min(left, SLICE_MS));
    look();
  }
}
