import { expect, type Locator, test } from '@playwright/test';
import { freshProfile } from './driver/command';
import {
  detailOf,
  goTo,
  isGone,
  isUnderWay,
  type OpenWindow,
  openWindow,
  photograph,
  press,
  quit,
  rowOf,
  startTraining,
} from './driver/window';

/** Three trainings and one slot; each test goes on where the last one stopped. */
test.describe.configure({ mode: 'serial' });

const profile = freshProfile();
let window: OpenWindow;
test.beforeAll(async () => {
  window = await openWindow(profile);
});
test.afterAll(async () => {
  await quit(window);
  await isGone(profile);
});

/** They stand in the list with the newest first. */
const training = (seed: 1 | 2 | 3): Locator => rowOf(window, /Training/).nth(3 - seed);

/** The word for the status of each, by seed. */
async function stand(...words: readonly [RegExp, RegExp, RegExp]): Promise<void> {
  for (const [index, word] of words.entries()) {
    await expect(training((index + 1) as 1 | 2 | 3)).toHaveAttribute('aria-label', word);
  }
}

async function openSettings(section: string): Promise<void> {
  await goTo(window, 'Settings');
  await window.page.getByRole('listbox', { name: 'Settings' }).getByText(section, { exact: true }).click();
}

/** Settings are stored a moment after the last key. */
async function change(label: string, value: number): Promise<void> {
  const field = window.page.getByRole('textbox', { name: label, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}

test('what finds no free slot waits, and moves up by keyboard', async () => {
  for (const seed of [1, 2, 3]) await startTraining(window, { epochs: 600, seed });
  await stand(/Running/, /Queued, 1st/, /Queued, 2nd/);
  await training(3).click();
  await window.page.keyboard.press('Alt+ArrowUp');
  await stand(/Running/, /Queued, 2nd/, /Queued, 1st/);
  await photograph(window, '40-queue');
});

test('the queue goes on in its order after a restart; what ran is paused', async () => {
  await training(1).click();
  await isUnderWay(window, 5);
  await quit(window);
  await isGone(profile);
  window = await openWindow(profile);
  await stand(/Paused/, /Queued, 1st/, /Running/);
});

test('everything pauses and goes on at once', async () => {
  const { page } = window;
  await training(3).click();
  await isUnderWay(window, 5);
  await page.getByRole('button', { name: 'Pause all (2)' }).click();
  await stand(/Paused/, /Paused/, /Paused/);
  await photograph(window, '41-all-paused');
  await page.getByRole('button', { name: 'Resume all (3)' }).click();
  await expect(rowOf(window, /Training.*, Running/)).toHaveCount(1);
  await expect(rowOf(window, /Training.*, (Queued|Resuming, queued)/)).toHaveCount(2);
});

test('more slots let what waits begin at once, and checkpoints come as often as was set', async () => {
  const { page } = window;
  await openSettings('Checkpoints');
  await change('Training: every so many epochs', 2);
  await photograph(window, '42-settings-checkpoints');
  await openSettings('Work');
  await change('Training', 3);
  await photograph(window, '43-settings-work');
  await goTo(window, 'Operations');
  await expect(rowOf(window, /Training.*, Running/)).toHaveCount(3);
  await training(2).click();
  await detailOf(window).getByRole('tab', { name: 'Attempts' }).click();
  const newest = page.getByRole('table', { name: 'Checkpoints' }).getByRole('row').nth(1);
  await expect(newest).toContainText('as usual');
  await photograph(window, '44-checkpoints');
  await press(window, 'Cancel');
  await expect(training(2)).toHaveAttribute('aria-label', /Cancelled/);
});
