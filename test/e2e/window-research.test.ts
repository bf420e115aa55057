import { expect, test } from '@playwright/test';
import { freshProfile } from './driver/command';
import {
  detailOf,
  isGone,
  openWindow,
  percentageOf,
  photograph,
  press,
  quit,
  resize,
  rowOf,
  startNew,
} from './driver/window';

test('a research shows its parts, pauses and goes on with all of them, and ends with a verdict', async () => {
  test.setTimeout(180_000);
  const profile = freshProfile();
  const window = await openWindow(profile);
  const { page } = window;
  await expect(rowOf(window, /Import.*Completed/)).toBeVisible();
  await startNew(window, 'New research');
  const dialog = page.getByRole('dialog', { name: 'New research' });
  await dialog.getByLabel('Epochs').fill('60');
  await dialog.getByLabel('Variants').fill('2');
  await photograph(window, '70-new-research');
  await dialog.getByRole('button', { name: 'Start research' }).click();

  const seen: number[] = [];
  const look = async (): Promise<void> => void seen.push(await percentageOf(window));
  const whole = rowOf(window, /Research/);
  await whole.click();
  const grid = page.getByRole('treegrid', { name: 'Operations' });
  await grid.press('ArrowRight');
  await expect(whole).toHaveAttribute('aria-expanded', 'true');
  await expect(grid.locator('[aria-level="2"]', { hasText: 'Training' })).toHaveCount(2);
  await look();
  await grid.press('ArrowRight');
  await expect(grid.locator('[aria-level="2"]').first()).toHaveAttribute('aria-current', 'true');
  await grid.press('ArrowLeft');
  await expect(whole).toHaveAttribute('aria-current', 'true');
  await resize(window, 1024, 700);
  await photograph(window, '71-research-running-small');
  await resize(window, 1360, 860);
  await photograph(window, '71-research-running');
  await look();
  await press(window, 'Pause');
  await expect(whole).toHaveAttribute('aria-label', /Paused/);
  await expect(grid.locator('[aria-level="2"]', { hasText: 'Training' }).first()).not.toContainText('Running');
  await look();
  await photograph(window, '72-research-paused');
  await press(window, 'Resume');
  await expect(whole).toHaveAttribute('aria-label', /Running/);
  await expect
    .poll(
      async () => {
        if ((await whole.getAttribute('aria-label'))?.endsWith('Running')) await look().catch(() => undefined);
        return whole.getAttribute('aria-label');
      },
      { timeout: 120_000, intervals: [200] },
    )
    .toMatch(/Completed/);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(new Set(seen).size).toBeGreaterThan(3);
  await expect(detailOf(window).getByRole('region', { name: /^Variant 1: / })).toBeVisible();
  await photograph(window, '73-research-completed');
  await grid.press('ArrowLeft');
  await expect(whole).toHaveAttribute('aria-expanded', 'false');
  await expect(grid.locator('[aria-level="2"]')).toHaveCount(0);
  await quit(window);
  await isGone(profile);
});
