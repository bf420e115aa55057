import { expect, type Page, test } from '@playwright/test';
import { freshProfile, processesOf, until } from './driver/command';
import { type OpenWindow, openWindow, photograph, quit, resize, startNew } from './driver/window';

/** One person's first session, told in the order they live it; each test goes on where the last one stopped. */
test.describe.configure({ mode: 'serial' });

const profile = freshProfile();
let window: OpenWindow;
let page: Page;

const rowOf = (name: RegExp) => page.getByRole('treegrid', { name: 'Operations' }).getByRole('row', { name });
const detail = () => page.getByRole('main').or(page.locator('body'));
const goTo = (name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
test.beforeAll(async () => {
  window = await openWindow(profile);
  page = window.page;
});
test.afterAll(async () => {
  await quit(window);
  await until(() => processesOf(profile).length === 0, 'every process of the app is gone');
});

test('the first launch brings the sample data and says what to do', async () => {
  await expect(rowOf(/Import.*Completed/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Train sp500/ })).toBeVisible();
  await photograph(window, '01-first-launch');
});

test('a training shows nested progress and charts that grow, and completes', async () => {
  await startNew(window, 'New training');
  const dialog = page.getByRole('dialog', { name: 'New training' });
  await expect(
    dialog.getByRole('combobox', { name: 'Strategy' }).or(dialog.getByLabel('Strategy').first()),
  ).toBeVisible();
  await dialog.getByLabel('Epochs').fill('250');
  await photograph(window, '02-new-training');
  await dialog.getByRole('button', { name: 'Start training' }).click();

  const overall = page.getByRole('progressbar', { name: 'Overall progress' });
  await expect(overall).toBeVisible();
  const percentage = async () => Number(await overall.getAttribute('aria-valuenow'));
  const first = await percentage();
  await expect.poll(percentage).toBeGreaterThan(first);
  await expect(page.getByRole('progressbar', { name: 'Epochs' })).toBeVisible();
  const path = page.locator('.recharts-line-curve').first();
  const drawn = await path.getAttribute('d');
  await expect.poll(() => path.getAttribute('d')).not.toBe(drawn);
  await photograph(window, '03-training-running');
  await expect(rowOf(/Train.*Completed/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Backtest', exact: true }).first()).toBeVisible();
  await photograph(window, '04-training-completed');
});

test('a cancelled run says so at once and ends cancelled', async () => {
  await startNew(window, 'New demonstration');
  await page.getByRole('button', { name: 'Start demonstration' }).click();
  await expect(page.getByRole('progressbar', { name: 'Work' })).toBeVisible();
  await photograph(window, '05-demonstration-running');
  await page.getByRole('button', { name: 'Cancel', exact: true }).last().click();
  await expect(rowOf(/Demonstration.*Cancelled/i)).toBeVisible();
  await photograph(window, '06-cancelled');
});

test('a run that ignores being cancelled says so, counts down, and ends at once when it is forced', async () => {
  await goTo('Settings');
  await page.getByRole('listbox', { name: 'Settings' }).getByText('Closing and stopping').click();
  const patience = page.getByRole('textbox', { name: 'Time to stop by itself' });
  await patience.fill('60');
  await patience.press('Enter');
  await goTo('Operations');
  await startNew(window, 'New demonstration');
  await page.getByLabel('Ignore Cancel').check();
  await page.getByRole('button', { name: 'Start demonstration' }).click();
  await expect(page.getByRole('progressbar', { name: 'Work' })).toBeVisible();
  await page.getByRole('article').getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('article').getByRole('button', { name: 'Cancelling…' })).toBeDisabled();
  await expect(rowOf(/Demonstration.*Cancelling…/i)).toBeVisible();
  const force = page.getByRole('button', { name: /Force stop \(5\d s\)/ });
  await expect(force).toBeVisible();
  await photograph(window, '07-force-stop');
  await force.click();
  await expect(rowOf(/Demonstration.*Cancelled/i).first()).toContainText('stopped by force');
  await expect(page.getByText(/its thread was ended/)).toBeVisible();
});

test('a finished training is backtested in two clicks; charts, statistics and trades show', async () => {
  await rowOf(/Train.*Completed/).click();
  await page.getByRole('button', { name: 'Backtest', exact: true }).last().click();
  await photograph(window, '08-new-backtest');
  await page.getByRole('button', { name: 'Start backtest' }).click();
  await expect(rowOf(/Backtest.*Completed/)).toBeVisible();
  await expect(page.getByText('Sharpe', { exact: false }).first()).toBeVisible();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.waitForTimeout(700);
  await photograph(window, '09-backtest');
  await page.getByRole('tab', { name: 'Trades' }).click();
  await expect(page.getByRole('row', { name: /long|short/i }).first()).toBeVisible();
  await photograph(window, '10-trades');
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await photograph(window, '11-metrics');
  await page.getByRole('tab', { name: 'Parameters' }).click();
  await photograph(window, '12-parameters');
  await page.getByRole('tab', { name: 'Log' }).click();
  await photograph(window, '13-log');
});

test('every other page shows what belongs there', async () => {
  for (const [number, name] of [
    [14, 'Strategies'],
    [15, 'Data'],
    [16, 'Models'],
    [17, 'Workers'],
    [18, 'Settings'],
  ] as const) {
    await goTo(name);
    await expect(page.getByRole('heading', { name }).first()).toBeVisible();
    await page.waitForTimeout(500);
    await photograph(window, `${number}-${name.toLowerCase()}`);
  }
  await goTo('Operations');
});

test('a deleted operation comes back when that is undone', async () => {
  await rowOf(/Demonstration.*Cancelled/i)
    .first()
    .click();
  const before = await rowOf(/./).count();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rowOf(/./)).toHaveCount(before - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(/./)).toHaveCount(before);
});

test('the small window keeps everything in reach', async () => {
  await resize(window, 1024, 700);
  await page.waitForTimeout(400);
  await photograph(window, '19-small');
  await resize(window, 1360, 860);
});

test('after a restart the history is complete', async () => {
  const names = await rowOf(/./).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  expect(names.length).toBeGreaterThanOrEqual(5);
  await quit(window);
  window = await openWindow(profile);
  page = window.page;
  await expect(rowOf(/./)).toHaveCount(names.length);
  expect(await rowOf(/./).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')))).toEqual(names);
  await rowOf(/Train.*Completed/).click();
  await expect(page.locator('.recharts-line-curve').first()).toBeVisible();
  expect(await detail().count()).toBeGreaterThan(0);
});
