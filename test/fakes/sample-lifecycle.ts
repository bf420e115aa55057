import type { Attempt } from '../../src/contract/attempts';
import { failure } from '../../src/contract/failure';
import { compareHashes } from '../../src/contract/hash-comparison';
import type { OperationId } from '../../src/contract/identifiers';
import type { Operation } from '../../src/contract/operation';
import type { LiveWindowApi } from './live-window-api';
import { assessmentResult, designResult, researchResult } from './window-api-findings';
import {
  backtestingResult,
  cancelledOperation,
  checkpointAt,
  completedOperation,
  failedOperation,
  iso,
  metadataOf,
  mintId,
  runningOperation,
  trainingMetadata,
  trainingResult,
} from './window-api-operations';
import { PULLBACK_TEXT } from './window-api-strategies';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The operations {@link fillLifecycle} adds, by what they stand for. */
export interface LifecycleSample {
  readonly paused: OperationId;
  readonly closed: OperationId;
  readonly crashed: OperationId;
  readonly silent: OperationId;
  readonly verified: OperationId;
  readonly original: OperationId;
  readonly research: OperationId;
}

/** What a person meets between start and end: pauses, crashes, silence, second attempts, repeats, a research. */
export function fillLifecycle(api: LiveWindowApi): LifecycleSample {
  const now = Date.now();
  const put = (operation: Operation): OperationId => {
    api.operations.set(operation.operationId, operation);
    return operation.operationId;
  };
  const training = (name: string, seed: number, createdAt: number) => ({
    type: 'training' as const,
    metadata: trainingMetadata(name, seed),
    createdAt,
  });
  const halfway = checkpointAt(now - 3 * MINUTE, { cause: 'paused' });
  const paused = put(
    cancelledOperation({ ...training('regime_mlp', 4, now - 12 * MINUTE), checkpoint: halfway }, 48.4, 62_000, {
      reason: 'paused',
    }),
  );
  const closed = put(
    cancelledOperation(
      {
        ...training('trend_gru', 21, now - 3 * HOUR),
        checkpoint: checkpointAt(now - 2.5 * HOUR, { cause: 'shutdown', percentage: 71, units: 36 }),
      },
      71,
      90_000,
      { reason: 'shutdown' },
    ),
  );
  const crashed = put(
    failedOperation(
      {
        ...training('carry_wide', 13, now - 90 * MINUTE),
        attempt: 2,
        checkpoint: checkpointAt(now - 85 * MINUTE, { number: 4, attempt: 2, units: 31, percentage: 61 }),
      },
      failure('worker_crashed', 'The worker stopped unexpectedly (signal SIGKILL).', {
        detail: 'exit signal SIGKILL\nlast snapshot: phase 4, epoch 31 of 50',
        phase: 'Epochs',
      }),
      62,
      55_000,
    ),
  );
  const silent = put({
    ...runningOperation({ type: 'dummy', metadata: metadataOf('Dummy'), createdAt: now - 2 * MINUTE }, 64, 80_000),
    unresponsiveSince: iso(now - 6_000),
  });
  const first = completedOperation(training('sp500_pullback', 2, now - 7 * HOUR), trainingResult(2), 46_000);
  const original = put(first);
  const again = completedOperation(
    { ...training('sp500_pullback', 2, now - 6 * HOUR), origin: { kind: 'verify', operationId: original } },
    trainingResult(2),
    47_000,
  );
  const verified = put(again);
  const comparison = compareHashes(first.result, again.result);
  api.repeats.set(original, [{ operationId: verified, kind: 'verify', comparison }]);
  api.strategyTexts.set(original, { fileName: 'sp500_pullback.yaml', text: PULLBACK_TEXT });
  for (const id of [original, paused, crashed]) {
    const strategy = { fileName: 'sp500_pullback.yaml', text: PULLBACK_TEXT };
    const nothing = { symbol: null, timeframe: null, startDate: null, endDate: null, overrides: [] };
    api.requests.set(id, { type: 'training', strategy, ...nothing, seed: 2 });
  }
  api.attempts.set(crashed, attemptsOf(now - 90 * MINUTE));
  api.checkpoints.set(crashed, [
    checkpointAt(now - 85 * MINUTE, { number: 4, attempt: 2, units: 31, percentage: 61 }),
    checkpointAt(now - 86 * MINUTE, { number: 3, attempt: 2, units: 20, percentage: 41 }),
  ]);
  return { paused, closed, crashed, silent, verified, original, research: fillResearch(api, now - 5 * HOUR) };
}

const attemptsOf = (from: number): Attempt[] => [
  {
    number: 1,
    requestedAt: iso(from),
    startedAt: iso(from + 400),
    endedAt: iso(from + 21_000),
    durationMs: 20_600,
    fromCheckpoint: 0,
    fromPercentage: 0,
    end: { outcome: 'cancelled', reason: 'paused', note: null, forced: false },
  },
  {
    number: 2,
    requestedAt: iso(from + 60_000),
    startedAt: iso(from + 60_300),
    endedAt: iso(from + 94_700),
    durationMs: 34_400,
    fromCheckpoint: 2,
    fromPercentage: 31,
    end: { outcome: 'failed', failure: failure('worker_crashed', 'The worker stopped unexpectedly.') },
  },
];

/** A finished research with two variants, of which one passed. */
function fillResearch(api: LiveWindowApi, createdAt: number): OperationId {
  const metadata = trainingMetadata('sp500_pullback', 7);
  const research = mintId('agent_research', createdAt);
  const child = (offset: number, variant: number | null) => ({
    metadata: variant === null ? metadata : { ...metadata, parameters: { ...metadata.parameters, variant } },
    createdAt: createdAt + offset,
    parentOperationId: research,
  });
  const design = completedOperation({ ...child(100, null), type: 'agent_design' }, designResult(2), 2_100);
  const trainings = [1, 2].map((variant) =>
    completedOperation({ ...child(3_000 + variant, variant), type: 'training' }, trainingResult(variant), 41_000),
  );
  const trainingIds = trainings.map((one) => one.operationId);
  const model = trainingIds[0] ?? research;
  const backtest = completedOperation({ ...child(46_000, 1), type: 'backtesting' }, backtestingResult(model, 5), 2_400);
  const assessment = completedOperation(
    { ...child(49_000, null), type: 'agent_assessment' },
    assessmentResult(trainingIds, [backtest.operationId]),
    600,
  );
  const whole = completedOperation(
    { type: 'agent_research', metadata, createdAt, operationId: research, childCount: 5 },
    researchResult(trainingIds, [backtest.operationId]),
    50_000,
  );
  for (const one of [design, ...trainings, backtest, assessment, whole]) api.operations.set(one.operationId, one);
  return research;
}
