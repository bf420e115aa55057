import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withLock } from '../../scripts/runtime/lock.mjs';
import { temporaryFolder } from './temporary-folder';

const inSilence = { onWait: () => {} };

test('two who want the same lock act one after the other', async () => {
  const file = join(temporaryFolder(), 'lock');
  const order: string[] = [];
  const act = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push(`${name} ends`);
  };
  await Promise.all([withLock(file, inSilence, act('a')), withLock(file, inSilence, act('b'))]);
  const [first, second] = order[0] === 'a begins' ? ['a', 'b'] : ['b', 'a'];
  expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  expect(existsSync(file)).toBe(false);
});

test('who waits is told whom for', async () => {
  const file = join(temporaryFolder(), 'lock');
  const waitedFor: number[] = [];
  await withLock(file, inSilence, async () => {
    const other = withLock(file, { onWait: (holder) => waitedFor.push(holder), longestWaitMs: 150 }, async () => {});
    await expect(other).rejects.toThrow(`Process ${process.pid} holds`);
  });
  expect(waitedFor).toEqual([process.pid]);
});

test('the lock of a process that was killed is taken over', async () => {
  const file = join(temporaryFolder(), 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  await expect(withLock(file, inSilence, async () => 'done')).resolves.toBe('done');
});

test('so is that of one that was killed and whose parent has not noticed', async () => {
  const file = join(temporaryFolder(), 'lock');
  // A parent that never collects its child: the shell starts one and becomes a program that knows nothing of it.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    parent.kill();
  });
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
  writeFileSync(file, pid.toString().trim());
  await expect(withLock(file, { ...inSilence, longestWaitMs: 5_000 }, async () => 'done')).resolves.toBe('done');
});

test('an action that throws gives the lock back', async () => {
  const file = join(temporaryFolder(), 'lock');
  const failing = withLock(file, inSilence, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
