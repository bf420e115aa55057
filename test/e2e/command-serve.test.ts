import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  freshProfile,
  type Line,
  lastLine,
  processesOf,
  type RunningCommand,
  runCommand,
  startCommand,
  startLauncher,
  until,
} from './driver/command';

/** A profile that `tradewind serve` holds. */
async function served(): Promise<{ profile: string; host: RunningCommand }> {
  const profile = freshProfile();
  const host = startCommand(profile, 'serve');
  await until(() => host.lines.length > 0, 'the profile is held');
  return { profile, host };
}

const isRunning = (line: Line): boolean => line.kind === 'operation' && line.operation.status === 'running';

const idOf = async (command: RunningCommand): Promise<string> => {
  const line = await command.line(isRunning);
  if (line.kind !== 'operation') throw new Error('not an operation');
  return line.operation.operationId;
};

const statusOf = async (profile: string, id: string) =>
  lastLine(await runCommand(profile, 'ops', 'show', id), 'operation').operation;

async function leave(profile: string, host: RunningCommand): Promise<void> {
  host.signalGroup('SIGTERM');
  expect((await host.ended).code).toBe(0);
  await until(() => processesOf(profile).length === 0, 'every process is gone');
}

test('commands run side by side in the process that holds the profile, and answer as at home', async () => {
  const { profile, host } = await served();
  const long = startCommand(profile, 'dummy', '--seconds', '60');
  const id = await idOf(long);
  const short = await runCommand(profile, 'dummy', '--steps', '20', '--seconds', '0.5');
  expect(short.code).toBe(0);
  const { operation } = lastLine(short, 'result');
  expect(short.lines.flatMap((line) => (line.kind === 'metrics' ? line.metrics : []))).toHaveLength(20);
  expect(await statusOf(profile, operation.operationId)).toEqual(operation);
  const { workers } = lastLine(await runCommand(profile, 'workers', 'list'), 'workers');
  expect(workers.some((worker) => worker.operationId === id)).toBe(true);
  const refused = await runCommand(profile, 'ops', 'delete', id);
  expect([refused.code, lastLine(refused, 'error').failure.code]).toEqual([1, 'not_allowed']);

  const cancelled = await runCommand(profile, 'ops', 'cancel', id);
  expect(cancelled.code).toBe(0);
  expect(lastLine(cancelled, 'operation').operation).toMatchObject({ status: 'cancelled', reason: 'user' });
  expect((await long.ended).code).toBe(130);
  await leave(profile, host);
});

test('Ctrl-C cancels the operation of its command and nothing else', async () => {
  const { profile, host } = await served();
  const [one, other] = [
    startCommand(profile, 'dummy', '--seconds', '60'),
    startCommand(profile, 'dummy', '--seconds', '60'),
  ];
  const kept = await idOf(other);
  await idOf(one);
  one.signalGroup('SIGINT');
  const end = await one.ended;
  expect(end.code).toBe(130);
  expect(lastLine(end, 'result').operation).toMatchObject({ status: 'cancelled', reason: 'user', forced: false });
  expect((await statusOf(profile, kept)).status).toBe('running');
  const watch = startCommand(profile, 'ops', 'watch', kept);
  await idOf(watch);
  watch.signalGroup('SIGINT');
  expect((await watch.ended).code).toBe(130);
  expect((await statusOf(profile, kept)).status).toBe('running');
  await leave(profile, host);
  expect((await other.ended).code).toBe(130);
});

test('a killed command leaves its operation running; pause and resume take it up elsewhere', async () => {
  const { profile, host } = await served();
  const command = startCommand(profile, 'dummy', '--seconds', '4', '--steps', '400');
  const id = await idOf(command);
  command.signalGroup('SIGKILL');
  await command.ended;
  expect((await statusOf(profile, id)).status).toBe('running');
  const paused = await runCommand(profile, 'ops', 'pause', id);
  expect(paused.code).toBe(0);
  expect(lastLine(paused, 'operation').operation).toMatchObject({ status: 'cancelled', reason: 'paused' });
  const resumed = await runCommand(profile, 'ops', 'resume', id);
  expect(resumed.code).toBe(0);
  const seqs = resumed.lines.flatMap((line) => (line.kind === 'metrics' ? line.metrics.map(({ seq }) => seq) : []));
  expect(seqs).toEqual(Array.from({ length: 400 }, (_, seq) => seq));
  await leave(profile, host);
});

test('a window does not open on a profile that is held without one, and says why', async () => {
  const { profile, host } = await served();
  const window = await startLauncher('start', '--profile', profile).ended;
  expect(window.code).toBe(3);
  expect(window.stderr).toContain('Another Tradewind is using this profile');
  await leave(profile, host);
});

test('closing pauses what runs, and its command hears that', async () => {
  const { profile, host } = await served();
  const command = startCommand(profile, 'dummy', '--seconds', '60');
  const id = await idOf(command);
  host.child.kill('SIGINT');
  expect((await host.ended).code).toBe(0);
  const end = await command.ended;
  expect(end.code).toBe(130);
  expect(lastLine(end, 'result').operation).toMatchObject({ status: 'cancelled', reason: 'shutdown' });
  expect(existsSync(join(profile, 'host.json'))).toBe(false);
  expect(await statusOf(profile, id)).toMatchObject({ status: 'cancelled', reason: 'shutdown' });
});

test('a host that was killed is no obstacle', async () => {
  const { profile, host } = await served();
  const command = startCommand(profile, 'dummy', '--seconds', '60');
  const id = await idOf(command);
  host.signalGroup('SIGKILL');
  await host.ended;
  const end = await command.ended;
  expect([end.code, lastLine(end, 'error').failure.code]).toEqual([1, 'app_closed']);
  await until(() => processesOf(profile).length === 0, 'every process is gone');
  expect(await statusOf(profile, id)).toMatchObject({ status: 'failed', failure: { code: 'app_closed' } });
  const next = startCommand(profile, 'serve');
  await until(() => next.lines.length > 0, 'the profile is held again');
  expect((await runCommand(profile, 'ops', 'list')).code).toBe(0);
  await leave(profile, next);
});

test('a file is found in the folder where the command was typed', async () => {
  const { profile, host } = await served();
  const trained = await runCommand(
    profile,
    ...['train', 'resources/strategies/sp500_pullback.yaml', '--set', 'training.epochs=1'],
  );
  expect(trained.code).toBe(0);
  const missing = await runCommand(profile, 'train', 'nowhere.yaml');
  expect([missing.code, lastLine(missing, 'error').failure.code]).toEqual([2, 'file_missing']);
  await leave(profile, host);
  expect(readdirSync(profile)).not.toContain('host.json');
});
