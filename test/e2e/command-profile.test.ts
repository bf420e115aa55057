import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, processesOf, runCommand, startCommand, until } from './driver/command';

const DUMMY = ['dummy', '--steps', '5', '--seconds', '0.2'];

test('a profile that is in order is said to be, new, used, and after a kill', async () => {
  const profile = freshProfile();
  for (const words of [null, DUMMY]) {
    if (words !== null) expect((await runCommand(profile, ...words)).code).toBe(0);
    const end = await runCommand(profile, 'profile', 'check');
    expect([end.code, lastLine(end, 'profile')]).toEqual([0, expect.objectContaining({ ok: true, problems: [] })]);
  }
  const killed = startCommand(profile, 'dummy', '--seconds', '60');
  await killed.line((line) => line.kind === 'operation' && line.operation.status === 'running');
  killed.signalGroup('SIGKILL');
  await killed.ended;
  await until(() => processesOf(profile).length === 0, 'every process is gone');
  const end = await runCommand(profile, 'profile', 'check');
  expect([end.code, lastLine(end, 'profile').problems]).toEqual([0, []]);
});

test('damage is found, and repaired where the profile cannot be opened', async () => {
  const profile = freshProfile();
  const { operation } = lastLine(await runCommand(profile, ...DUMMY), 'result');
  expect((await runCommand(profile, 'profile', 'backup')).code).toBe(0);
  for (const suffix of ['-wal', '-shm']) rmSync(join(profile, `tradewind.db${suffix}`), { force: true });
  writeFileSync(join(profile, 'tradewind.db'), 'this is no database');
  const found = await runCommand(profile, 'profile', 'check');
  expect(found.code).toBe(1);
  expect(lastLine(found, 'profile')).toMatchObject({ ok: false, problems: [{ kind: 'database' }] });
  const repaired = await runCommand(profile, 'profile', 'repair');
  expect(repaired.code).toBe(0);
  const shown = await runCommand(profile, 'ops', 'show', operation.operationId);
  expect([shown.code, lastLine(shown, 'operation').operation]).toEqual([0, operation]);
});
