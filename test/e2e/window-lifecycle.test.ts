import { expect, test } from '@playwright/test';
import { freshProfile, processesOf, until } from './driver/command';
import { type OpenWindow, openWindow, photograph, quit, startDemonstration, startNew } from './driver/window';

/** Pausing, closing, crashing and going on, as a person meets them. */
test.describe.configure({ mode: 'serial' });

const rows = ({ page }: OpenWindow, name: RegExp) =>
  page.getByRole('treegrid', { name: 'Operations' }).getByRole('row', { name });
const isGone = (profile: string) => until(() => processesOf(profile).length === 0, 'every process of the app is gone');

/** The overall percentage of the open operation. */
const percentage = async ({ page }: OpenWindow): Promise<number> =>
  Number(await page.getByRole('progressbar', { name: 'Overall progress' }).getAttribute('aria-valuenow'));

const workIsUnderWay = (window: OpenWindow) => expect.poll(() => percentage(window)).toBeGreaterThan(10);

test('what is paused survives the end of the app and goes on from where it was', async () => {
  const profile = freshProfile();
  let window = await openWindow(profile);
  await startDemonstration(window);
  await workIsUnderWay(window);
  await window.page.getByRole('article').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(rows(window, /Demonstration, Paused/)).toBeVisible();
  const at = await percentage(window);
  await photograph(window, '20-paused');
  await quit(window);
  await isGone(profile);

  window = await openWindow(profile);
  await rows(window, /Demonstration, Paused/).click();
  expect(await percentage(window)).toBe(at);
  await window.page.getByRole('article').getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(rows(window, /Demonstration, Running/)).toBeVisible();
  await expect.poll(() => percentage(window)).toBeGreaterThan(at);
  await window.page.getByRole('tab', { name: 'Attempts' }).click();
  await expect(window.page.getByRole('table', { name: 'Attempts' }).getByRole('row')).toHaveCount(3);
  await photograph(window, '21-resumed');
  await quit(window);
  await isGone(profile);
});

test('closing the app pauses what runs, and one button resumes all of it at the next launch', async () => {
  const profile = freshProfile();
  let window = await openWindow(profile);
  await startDemonstration(window);
  await workIsUnderWay(window);
  await quit(window);
  await isGone(profile);

  window = await openWindow(profile);
  await expect(rows(window, /Demonstration, Paused/)).toContainText('by closing the app');
  await window.page.getByRole('button', { name: 'Resume all (1)' }).click();
  await expect(rows(window, /Demonstration, Running/)).toBeVisible();
  await quit(window);
  await isGone(profile);
});

test('a run whose worker was killed says what it means and resumes from its checkpoint', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await startDemonstration(window);
  await workIsUnderWay(window);
  await window.page.getByRole('article').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(rows(window, /Demonstration, Paused/)).toBeVisible();
  await window.page.getByRole('article').getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(rows(window, /Demonstration, Running/)).toBeVisible();
  const pid = await window.app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ type, name }) => type === 'Utility' && name?.includes('dummy'))?.pid,
  );
  process.kill(pid as number, 'SIGKILL');
  await expect(rows(window, /Demonstration, Failed/)).toBeVisible();
  const card = window.page.getByRole('alert');
  await expect(card).toContainText('Worker stopped');
  await photograph(window, '22-crashed');
  await card.getByRole('button', { name: /^Resume from step/ }).click();
  await expect(rows(window, /Demonstration, Running/)).toBeVisible();
  await quit(window);
  await isGone(profile);
});

test('the same request twice in a row is asked about first', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  const { page } = window;
  for (const button of ['Start demonstration', 'Start it all the same']) {
    await startNew(window, 'New demonstration');
    await page.getByRole('button', { name: 'Start demonstration' }).click();
    if (button !== 'Start demonstration') {
      await expect(page.getByText('The same as the last one')).toBeVisible();
      await page.getByRole('button', { name: button }).click();
    }
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await expect(rows(window, /Demonstration, Running/)).toHaveCount(2);
  await quit(window);
  await isGone(profile);
});

test('a research folds open to its parts and ends with a verdict and its reasons', async () => {
  test.setTimeout(240_000);
  const profile = freshProfile();
  const window = await openWindow(profile);
  const { page } = window;
  await expect(rows(window, /Import.*Completed/)).toBeVisible();
  await startNew(window, 'New research');
  const dialog = page.getByRole('dialog', { name: 'New research' });
  await dialog.getByLabel('Epochs').fill('20');
  await dialog.getByLabel('Variants').fill('2');
  await dialog.getByRole('button', { name: 'Start research' }).click();
  await expect(rows(window, /Research/)).toBeVisible();
  await page.getByRole('button', { name: /^Show the parts of Research/ }).click();
  await expect(rows(window, /Training/).first()).toBeVisible({ timeout: 60_000 });
  await photograph(window, '23-research-running');
  await expect(rows(window, /Research.*Completed/)).toBeVisible({ timeout: 180_000 });
  await expect(page.getByRole('region', { name: /^Variant 1: / })).toBeVisible();
  await photograph(window, '24-research-completed');
  await quit(window);
  await isGone(profile);
});
