import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, processesOf, runCommand, startCommand, until } from './driver/command';

const isWorker = (pid: number): boolean =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node.mojom.NodeService');
const isMain = (pid: number): boolean => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=');

test('a killed worker fails its operation at once, with the reason', async () => {
  const profile = freshProfile();
  const command = startCommand(profile, 'dummy', '--steps', '1000', '--seconds', '60');
  await command.line((line) => line.kind === 'metrics');
  const worker = processesOf(profile).find(isWorker);
  expect(worker).toBeDefined();
  const killedAt = Date.now();
  process.kill(worker as number, 'SIGKILL');
  const end = await command.ended;
  expect(end.code).toBe(1);
  const { operation } = lastLine(end, 'result');
  expect(operation).toMatchObject({ status: 'failed', failure: { code: 'worker_crashed' } });
  if (operation.status !== 'failed') throw new Error('unreachable');
  expect(operation.failure.message).toContain('SIGKILL');
  expect(Date.parse(operation.completedAt) - killedAt).toBeLessThan(1_000);
});

test('a killed app leaves no process, no running row and no lost metric', async () => {
  const profile = freshProfile();
  const command = startCommand(profile, 'dummy', '--steps', '2000', '--seconds', '60');
  await until(() => command.lines.filter(({ kind }) => kind === 'metrics').length > 10, 'metrics come');
  const main = processesOf(profile).find(
    (pid) => isMain(pid) && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bin/tradewind'),
  );
  expect(main).toBeDefined();
  process.kill(main as number, 'SIGKILL');
  await command.ended;
  await until(() => processesOf(profile).length === 0, 'every process of the app is gone', 3_000);

  const seen = command.lines.flatMap((line) => (line.kind === 'metrics' ? line.metrics : []));
  const [first] = command.lines;
  if (first?.kind !== 'operation') throw new Error('no snapshot came first');
  const { operationId } = first.operation;
  const shown = lastLine(await runCommand(profile, 'ops', 'show', operationId), 'operation');
  expect(shown.operation).toMatchObject({ status: 'failed', failure: { code: 'app_closed' } });
  const stored = lastLine(await runCommand(profile, 'ops', 'metrics', operationId), 'metrics');
  expect(stored.metrics.slice(0, seen.length)).toEqual(seen);
  expect(stored.metrics.map(({ seq }) => seq)).toEqual(stored.metrics.map((_, index) => index));
});
