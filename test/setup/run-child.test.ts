import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MODULE = pathToFileURL(resolve('scripts/launcher/run-child.mjs')).href;

/** A launcher as a process of its own, which runs `code` as its child. Its stdout is the child's. */
function launch(code: string): ChildProcess {
  const launcher = `
    const { runChild } = await import(${JSON.stringify(MODULE)});
    process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(code)}], process.env);
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

async function exitOf(launcher: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  launcher.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(launcher, 'close')) as [number | null];
  return { code, output };
}

const untilReady = (launcher: ChildProcess): Promise<unknown> => once(launcher.stdout as NodeJS.ReadableStream, 'data');

/** Confirms each signal after a while, as the app does when it has work to stop. */
const STOPS_IN_ITS_OWN_TIME = `
  let heard = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      heard += 1;
      if (heard === 1) setTimeout(() => { console.log('stopped by ' + signal); process.exit(130); }, 150);
    });
  }
  setInterval(() => {}, 1000);
  console.log('ready');
`;

test('the exit code of the child is the exit code of the launcher', async () => {
  expect(await exitOf(launch('process.exit(3)'))).toMatchObject({ code: 3 });
});

test('a child that a signal ended gives 128 and the number of the signal', async () => {
  expect(await exitOf(launch("process.kill(process.pid, 'SIGKILL')"))).toMatchObject({ code: 137 });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is handed on, and the launcher waits for the child',
  async (signal) => {
    const launcher = launch(STOPS_IN_ITS_OWN_TIME);
    await untilReady(launcher);
    launcher.kill(signal);
    expect(await exitOf(launcher)).toEqual({ code: 130, output: `stopped by ${signal}\n` });
  },
);

test('a signal that ends the child before it can listen counts as cancelled', async () => {
  const launcher = launch("console.log('ready'); setInterval(() => {}, 1000);");
  await untilReady(launcher);
  launcher.kill('SIGTERM');
  expect(await exitOf(launcher)).toMatchObject({ code: 130 });
});

test('a signal that comes before there is a child ends the launcher as cancelled', async () => {
  const waiting = `
    const { leaveOnSignal } = await import(${JSON.stringify(MODULE)});
    leaveOnSignal();
    console.log('ready');
    setInterval(() => {}, 1000);
  `;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', waiting], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilReady(launcher);
  launcher.kill('SIGINT');
  expect(await exitOf(launcher)).toMatchObject({ code: 130 });
});

test('Ctrl-C, which reaches the whole group, ends with the answer of the child too', async () => {
  const launcher = launch(STOPS_IN_ITS_OWN_TIME);
  await untilReady(launcher);
  process.kill(-(launcher.pid as number), 'SIGINT');
  expect(await exitOf(launcher)).toEqual({ code: 130, output: 'stopped by SIGINT\n' });
});

test('a signal that is under way while the child is being started reaches it', async () => {
  const launcher = `
    const { leaveOnSignal, runChild } = await import(${JSON.stringify(MODULE)});
    const stopLeaving = leaveOnSignal();
    process.kill(process.pid, 'SIGTERM');
    const outlives = 'setTimeout(() => process.exit(0), 2000)';
    process.exitCode = await runChild(process.execPath, ['-e', outlives], process.env, stopLeaving);
  `;
  const started = spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expect(await exitOf(started)).toMatchObject({ code: 130 });
});

test('a signal that comes when the child has ended does not change its answer', async () => {
  const launcher = `
    const { runChild } = await import(${JSON.stringify(MODULE)});
    process.exitCode = await runChild(process.execPath, ['-e', ''], process.env);
    process.kill(process.pid, 'SIGTERM');
  `;
  const started = spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expect(await exitOf(started)).toMatchObject({ code: 0 });
});
