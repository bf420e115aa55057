import { expect, test } from '@playwright/test';
import type { TrainingResult } from '../../src/contract/results';
import { freshProfile, lastLine, runCommand } from './driver/command';
import { openWindow, quit, startNew } from './driver/window';

test('a training gives the same model and metrics from window and command line', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  const { page } = window;
  const grid = page.getByRole('treegrid', { name: 'Operations' });
  await expect(grid.getByRole('row', { name: /Import.*Completed/ })).toBeVisible();
  await startNew(window, 'New training');
  await page.getByLabel('Epochs').fill('5');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(grid.getByRole('row', { name: /Train.*Completed/ })).toBeVisible();
  await quit(window);

  const words = ['train', 'resources/strategies/sp500_pullback.yaml', '--set', 'training.epochs=5'];
  expect((await runCommand(profile, ...words)).code).toBe(0);
  const { operations } = lastLine(await runCommand(profile, 'ops', 'list', '--type', 'training'), 'operations');
  const hashes = operations.map((operation) => {
    if (operation.status !== 'completed') throw new Error(`a training is ${operation.status}`);
    const { modelHash, metricsHash } = operation.result as TrainingResult;
    return { modelHash, metricsHash };
  });
  expect(hashes).toHaveLength(2);
  expect(hashes[0]).toEqual(hashes[1]);
});
