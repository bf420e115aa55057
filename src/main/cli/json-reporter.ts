import type { Attempt } from '../../contract/attempts';
import { isInputFailure } from '../../contract/failure';
import type { JsonValue } from '../../contract/json';
import type { Operation } from '../../contract/operation';
import type { OutputStream } from './output-stream';
import type { Reporter } from './reporter';

/** One JSON object a line on standard output and nothing else. */
export function jsonReporter(output: OutputStream): Reporter {
  const say = (kind: string, content: Record<string, unknown>): void =>
    output.line(JSON.stringify({ kind, ...content }));
  const failure: Reporter['failure'] = ({ code, message }) => say('error', { failure: { code, message } });
  const result = (operation: Operation): void => {
    if (operation.status === 'failed' && isInputFailure(operation.failure.code)) failure(operation.failure);
    else say('result', { operation: withoutDetail(operation) });
  };
  return {
    snapshot: (operation) => say('operation', { operation: withoutDetail(operation) }),
    metrics: (operationId, page) => say('metrics', { operationId, ...page }),
    result,
    operation: (operation) => say('operation', { operation: withoutDetail(operation) }),
    operations: (operations, total) => say('operations', { operations: operations.map(withoutDetail), total }),
    metricList: (operationId, page) => say('metrics', { operationId, ...page }),
    trades: (trades) => say('trades', { trades }),
    equity: (time, equity) => say('equity', { points: pointsOf(time, equity) }),
    datasets: (datasets) =>
      say('datasets', {
        datasets: datasets.map(({ symbol, timeframe, bars, start, end, fingerprint }) => ({
          symbol,
          timeframe,
          bars,
          start,
          end,
          fingerprint,
        })),
      }),
    verified: ({ same, hashes, why }) => say('verify', { same, hashes, ...(why === null ? {} : { why }) }),
    deleted: (operationIds) => say('deleted', { deleted: operationIds }),
    children: (operations) => say('children', { children: operations.map(withoutDetail) }),
    attempts: (attempts) => say('attempts', { attempts: attempts.map(attemptWithoutDetail) }),
    checkpoints: (checkpoints) => say('checkpoints', { checkpoints }),
    workers: ({ workers, slots, queued, stopped }) => say('workers', { workers, slots, queued, stopped }),
    profile: (report) => say('profile', { ...report }),
    backup: (backup) => say('backup', { backup }),
    repaired: (done) => say('repair', { repair: done }),
    idle: () => say('operations', { operations: [], total: 0 }),
    serving: (profile) => say('serving', { profile, pid: process.pid }),
    text: (text) => say('text', { text }),
    failure,
  };
}

/** The detail of a failure, often a stack, is for the log. */
const withoutDetail = (operation: Operation): Operation =>
  operation.status === 'failed' ? { ...operation, failure: { ...operation.failure, detail: null } } : operation;

const attemptWithoutDetail = (attempt: Attempt): Attempt => {
  const { end } = attempt;
  return end?.outcome === 'failed'
    ? { ...attempt, end: { ...end, failure: { ...end.failure, detail: null } } }
    : attempt;
};

const pointsOf = (time: Float64Array, equity: Float64Array): JsonValue[] =>
  Array.from(time, (at, index) => [new Date(at).toISOString(), equity[index] as number]);
