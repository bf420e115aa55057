import { expect, test } from '@playwright/test';
import type { TrainingResult } from '../../src/contract/results';
import { answerWith, close } from './driver/closing';
import { freshProfile, lastLine, runCommand } from './driver/command';
import {
  detailOf,
  isGone,
  isUnderWay,
  kill,
  type OpenWindow,
  openWindow,
  percentageOf,
  photograph,
  press,
  quit,
  rowOf,
  startDemonstration,
  startTraining,
  workersOf,
} from './driver/window';

/** Long enough to be interrupted several times, short enough to wait for. */
const EPOCHS = 200;

/** The hashes of all completed trainings. */
async function hashesIn(profile: string) {
  const { operations } = lastLine(await runCommand(profile, 'ops', 'list', '--type', 'training'), 'operations');
  return operations.map((operation) => {
    if (operation.status !== 'completed') throw new Error(`a training is ${operation.status}`);
    const { modelHash, metricsHash } = operation.result as TrainingResult;
    return { modelHash, metricsHash };
  });
}

/** What the row offers when the pointer is on it. */
async function pressInRow(window: OpenWindow, row: RegExp, button: string): Promise<void> {
  const found = rowOf(window, row);
  await found.hover();
  await found.getByRole('button', { name: button, exact: true }).click();
}

test('what is paused survives the end of the app and goes on from where it was', async () => {
  const profile = freshProfile();
  let window = await openWindow(profile);
  await startDemonstration(window);
  await isUnderWay(window);
  await press(window, 'Pause');
  await expect(rowOf(window, /Demonstration, Paused/)).toBeVisible();
  const at = await percentageOf(window);
  await photograph(window, '36-paused');
  await quit(window);
  await isGone(profile);

  window = await openWindow(profile);
  await rowOf(window, /Demonstration, Paused/).click();
  expect(await percentageOf(window)).toBe(at);
  await press(window, 'Resume');
  await expect(rowOf(window, /Demonstration, Running/)).toBeVisible();
  await expect.poll(() => percentageOf(window)).toBeGreaterThan(at);
  await window.page.getByRole('tab', { name: 'Attempts' }).click();
  await expect(window.page.getByRole('table', { name: 'Attempts' }).getByRole('row')).toHaveCount(3);
  await photograph(window, '37-resumed');
  await quit(window);
  await isGone(profile);
});

test('a training that closing paused, by answer and by habit, ends like one that was never interrupted', async () => {
  const profile = freshProfile();
  let window = await openWindow(profile);
  await startTraining(window, { epochs: EPOCHS });
  await isUnderWay(window);
  await answerWith(window, 'stop_and_quit', true);
  await close(window);
  await isGone(profile);

  window = await openWindow(profile);
  const paused = rowOf(window, /Training.*, Paused/);
  await expect(paused).toContainText(/by closing the app · at \d+\s% · checkpoint (just written|.* old)/);
  await paused.click();
  await expect(detailOf(window)).toContainText(/Kept: epoch\s\d+, checkpoint/);
  await photograph(window, '30-paused-by-closing');
  await press(window, 'Resume');
  await isUnderWay(window, 30);
  // Remembered: it closes although it would be told to stay.
  await answerWith(window, 'stay');
  await close(window);
  await isGone(profile);

  window = await openWindow(profile);
  await pressInRow(window, /Training.*, Paused/, 'Resume');
  await rowOf(window, /Training/).click();
  await expect(rowOf(window, /Training.*, Completed/)).toBeVisible({ timeout: 60_000 });
  await detailOf(window).getByRole('tab', { name: 'Attempts' }).click();
  await expect(window.page.getByRole('table', { name: 'Attempts' }).getByRole('row')).toHaveCount(4);
  await photograph(window, '31-attempts');
  await press(window, 'Verify');
  await expect(rowOf(window, /Verify · Training.*, Completed/)).toBeVisible({ timeout: 60_000 });
  await expect(detailOf(window)).toContainText('All hashes are equal (model, metrics).');
  await photograph(window, '32-verified');
  const [verified, resumed] = await hashesIn(profile);
  expect(verified).toEqual(resumed);
  await quit(window);
  await isGone(profile);
});

test('a training that lost its worker, then the whole app, is resumed from its row and ends the same', async () => {
  const profile = freshProfile();
  let window = await openWindow(profile);
  await startTraining(window, { epochs: EPOCHS });
  await isUnderWay(window);
  const [worker] = await workersOf(window, 'training');
  process.kill(worker as number, 'SIGKILL');
  await expect(rowOf(window, /Training.*, Failed/)).toContainText('Worker stopped');
  await expect(window.page.getByRole('alert')).toContainText('everything stored is safe');
  await photograph(window, '33-worker-killed');
  await pressInRow(window, /Training.*, Failed/, 'Resume');
  await isUnderWay(window, 30);
  await kill(window, profile);

  window = await openWindow(profile);
  await expect(window.page.getByRole('region', { name: 'About your data' })).toContainText(/ended without warning/);
  await expect(rowOf(window, /Training.*, Failed/)).toContainText('Tradewind was closed');
  await rowOf(window, /Training/).click();
  await photograph(window, '34-app-killed');
  await pressInRow(window, /Training.*, Failed/, 'Resume');
  await expect(rowOf(window, /Training.*, Completed/)).toBeVisible({ timeout: 60_000 });
  await press(window, 'Verify');
  await expect(detailOf(window)).toContainText('All hashes are equal (model, metrics).', { timeout: 60_000 });
  await quit(window);
  await isGone(profile);
});

test('work that falls silent shows it, and is itself again as soon as it reports', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await startDemonstration(window);
  await isUnderWay(window, 2);
  const [worker] = await workersOf(window, 'dummy');
  process.kill(worker as number, 'SIGSTOP');
  await expect(rowOf(window, /Demonstration, Not responding/)).toBeVisible();
  await expect(detailOf(window)).toContainText(/Not responding for \d+ s/);
  await expect(detailOf(window)).toContainText(/If it stays silent, it is ended in \d+ s/);
  await photograph(window, '35-unresponsive');
  process.kill(worker as number, 'SIGCONT');
  await expect(rowOf(window, /Demonstration, Running/)).toBeVisible();
  await isUnderWay(window, 10);
  await quit(window);
  await isGone(profile);
});
