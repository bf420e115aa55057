import { expect, test } from '@playwright/test';
import { answerWith, close, timesAsked } from './driver/closing';
import { freshProfile, lastLine, runCommand, startCommand, startLauncher } from './driver/command';
import { isGone, type OpenWindow, openWindow, quit, startDemonstration, workersOf } from './driver/window';

const windowCount = ({ app }: OpenWindow) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

test('closing with nothing running ends the app without a question', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await expect(window.page.getByText('5,105 bars')).toBeVisible();
  await close(window);
  await isGone(profile);
});

test('staying keeps window and work; stopping ends both and says so in the history', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await startDemonstration(window);
  // What only waits would keep its place in the queue.
  const grid = window.page.getByRole('treegrid', { name: 'Operations' });
  await expect(grid.getByRole('row', { name: /Demonstration.*Running/i })).toHaveCount(1);
  await answerWith(window, 'stay');
  await close(window);
  await expect.poll(() => timesAsked(window)).toBe(1);
  expect(await windowCount(window)).toBe(1);
  await answerWith(window, 'stop_and_quit');
  await close(window);
  await isGone(profile);
  const { operations } = lastLine(await runCommand(profile, 'ops', 'list', '--type', 'dummy'), 'operations');
  expect(operations).toMatchObject([{ status: 'cancelled', reason: 'shutdown' }]);
});

test('work goes on without a window when that was chosen, and a second start shows it again', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await startDemonstration(window);
  await answerWith(window, 'keep_running', true);
  await close(window);
  await expect.poll(() => windowCount(window)).toBe(0);

  const again = await startLauncher('start', '--profile', profile).ended;
  expect(again.code).toBe(0);
  await expect.poll(() => windowCount(window)).toBe(1);
  const page = window.app.windows().at(-1) ?? (await window.app.waitForEvent('window'));
  await expect(page.getByRole('progressbar', { name: /Overall progress|Demonstration|Work/ }).first()).toBeVisible();

  // Remembered: the next time it does not ask.
  await answerWith(window, 'stay');
  await close(window);
  await expect.poll(() => windowCount(window)).toBe(0);
  expect(await timesAsked(window)).toBe(0);
  await quit(window);
  await isGone(profile);
});

test('a command runs in the process of the open window, which shows it', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  const command = startCommand(profile, 'dummy', '--seconds', '60');
  const grid = window.page.getByRole('treegrid', { name: 'Operations' });
  await expect(grid.getByRole('row', { name: /Running/i })).toHaveCount(1);
  await command.line((line) => line.kind === 'operation' && line.operation.status === 'running');
  command.signalGroup('SIGINT');
  const end = await command.ended;
  expect([end.code, lastLine(end, 'result').operation.status]).toEqual([130, 'cancelled']);
  await expect(grid.getByRole('row', { name: /Running/i })).toHaveCount(0);
  expect(await windowCount(window)).toBe(1);
  await quit(window);
  await isGone(profile);
});

test('a killed worker fails its run, the next queued one starts, and the window lives', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  const { page } = window;
  for (let count = 0; count < 3; count += 1) await startDemonstration(window);
  const grid = page.getByRole('treegrid', { name: 'Operations' });
  await expect(grid.getByRole('row', { name: /Demonstration.*Queued/i })).toHaveCount(1);
  const pids = await workersOf(window, 'dummy');
  expect(pids).toHaveLength(2);
  process.kill(pids[0] as number, 'SIGKILL');
  await expect(grid.getByRole('row', { name: /Demonstration.*Failed/i })).toHaveCount(1);
  await expect(grid.getByRole('row', { name: /Demonstration.*Queued/i })).toHaveCount(0);
  await expect(grid.getByRole('row', { name: /Demonstration.*Running/i })).toHaveCount(2);
  await quit(window);
  await isGone(profile);
});
