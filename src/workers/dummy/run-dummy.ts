import { dummyPhaseIndex } from '../../contract/dummy-phases';
import { FailureError, failure } from '../../contract/failure';
import { metricKindIndex } from '../../contract/metric-kinds';
import type { DummyRequest } from '../../contract/requests';
import type { JobControl } from '../../engine/job-control';

/** The longest sleep between two looks at the token. */
const SLICE_MS = 5;
const TERMS_PER_STEP = 1_000;

const STEP_METRIC = metricKindIndex('step');
const WORK_PHASE = dummyPhaseIndex('work');

export interface DummyOutput {
  readonly steps: number;
}

/**
 * Sums 1/k² step by step, towards π²/6, spread evenly over the wanted time. One metric a step: the step, from 1,
 * and the sum so far.
 */
export function runDummy(input: DummyRequest, { token, bridge }: JobControl): DummyOutput {
  const { steps, seconds, failAt, ignoreCancel } = input;
  const lookAtToken = ignoreCancel ? () => {} : () => token.throwIfCancelled();
  const startedAt = bridge.now();
  let stepStartedAt = startedAt;
  let sum = 0;
  bridge.startPhase(WORK_PHASE);
  bridge.update(0, steps);
  for (let step = 1; step <= steps; step += 1) {
    failIfReached(failAt, (100 * (step - 1)) / steps);
    lookAtToken();
    for (let k = (step - 1) * TERMS_PER_STEP + 1; k <= step * TERMS_PER_STEP; k += 1) sum += 1 / (k * k);
    sleepUntil(startedAt + (1_000 * seconds * step) / steps, bridge, lookAtToken);
    const now = bridge.now();
    bridge.metric(STEP_METRIC, [step, sum], now - stepStartedAt);
    bridge.update(step, steps);
    stepStartedAt = now;
  }
  failIfReached(failAt, 100);
  return { steps };
}

function failIfReached(failAt: number | null, percentage: number): void {
  if (failAt === null || percentage < failAt) return;
  throw new FailureError(
    failure('requested_failure', `The dummy operation was asked to fail at ${failAt} % and did so. Nothing is wrong.`),
  );
}

const never = new Int32Array(new SharedArrayBuffer(4));

function sleepUntil(moment: number, bridge: JobControl['bridge'], lookAtToken: () => void): void {
  for (let left = moment - bridge.now(); left > 0; left = moment - bridge.now()) {
    Atomics.wait(never, 0, 0, Math.min(left, SLICE_MS));
    lookAtToken();
  }
}
