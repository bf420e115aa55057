import { expect, test } from '@playwright/test';
import type { Operation } from '../../src/contract/operation';
import { type CommandEnd, freshProfile, lastLine, runCommand, startCommand } from './driver/command';

const STRATEGY = 'resources/strategies/sp500_pullback.yaml';
const TRAIN = [
  ...['train', STRATEGY, '--set', 'training.epochs=40'],
  ...['--set', 'training.early_stopping.patience=1000'],
];

const metricsOf = ({ lines }: CommandEnd): string[] =>
  lines
    .flatMap((line) => (line.kind === 'metrics' ? line.metrics : []))
    .map(({ seq, data }) => JSON.stringify([seq, data]));

const hashesOf = (operation: Operation): unknown => {
  if (operation.status !== 'completed' || operation.result.type !== 'training') throw new Error('not a trained model');
  return [operation.result.modelHash, operation.result.metricsHash];
};

test('a training that was stopped with Ctrl-C twice and resumed ends as if it had never stopped', async () => {
  const profile = freshProfile();
  const whole = await runCommand(profile, ...TRAIN);
  expect(whole.code).toBe(0);

  const first = startCommand(profile, ...TRAIN);
  await first.line((line) => line.kind === 'metrics' && line.cursor >= 3);
  first.signalGroup('SIGINT');
  const stopped = await first.ended;
  expect(stopped.code).toBe(130);
  const { operationId } = lastLine(stopped, 'result').operation;

  const second = startCommand(profile, 'ops', 'resume', operationId);
  const before = lastLine(stopped, 'result').operation;
  const done = before.status === 'cancelled' ? before.progress.percentage : 100;
  await second.line(
    (line) =>
      line.kind === 'operation' && line.operation.status === 'running' && line.operation.progress.percentage > done,
  );
  second.signalGroup('SIGTERM');
  expect((await second.ended).code).toBe(130);

  const { checkpoints } = lastLine(await runCommand(profile, 'ops', 'checkpoints', operationId), 'checkpoints');
  expect(checkpoints.length).toBeGreaterThan(0);
  const last = await runCommand(profile, 'ops', 'resume', operationId);
  expect(last.code).toBe(0);
  const { operation } = lastLine(last, 'result');
  expect(operation).toMatchObject({ operationId, attempt: 3 });
  expect(hashesOf(operation)).toEqual(hashesOf(lastLine(whole, 'result').operation));
  expect(metricsOf(last)).toEqual(metricsOf(whole));

  const { attempts } = lastLine(await runCommand(profile, 'ops', 'attempts', operationId), 'attempts');
  expect(attempts.map(({ end }) => end?.outcome)).toEqual(['cancelled', 'cancelled', 'completed']);
  expect(attempts[2]?.fromCheckpoint).toBeGreaterThan(0);

  const verified = await runCommand(profile, 'ops', 'verify', operationId);
  expect(verified.code).toBe(0);
  const { same, hashes } = lastLine(verified, 'verify');
  expect([same, Object.keys(hashes)]).toEqual([true, ['modelHash', 'metricsHash']]);
  const refused = await runCommand(profile, 'ops', 'resume', operationId);
  expect(refused.code).toBe(1);
  expect(lastLine(refused, 'error').failure.code).toBe('not_allowed');
});

test('run again with changes is a new operation with those changes', async () => {
  const profile = freshProfile();
  const first = lastLine(
    await runCommand(profile, 'train', STRATEGY, '--set', 'training.epochs=2'),
    'result',
  ).operation;
  const again = await runCommand(profile, 'ops', 'retry', first.operationId, '--seed', '2');
  expect(again.code).toBe(0);
  const { operation } = lastLine(again, 'result');
  expect(operation.origin).toEqual({ kind: 'retry', operationId: first.operationId });
  expect(operation.metadata.seed).toBe(2);
  expect(operation.metadata.datasets).toEqual(first.metadata.datasets);
  expect(hashesOf(operation)).not.toEqual(hashesOf(first));
});
