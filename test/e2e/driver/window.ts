import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import { electronEnvironment, readRuntime, sandboxSwitches } from '../../../scripts/runtime/runtime-record.mjs';
import { processesOf, REPOSITORY, until } from './command';

const SCREENSHOTS = join(REPOSITORY, 'test-artifacts', 'screenshots');

export interface OpenWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Opens the app on a profile as a person does, and waits for its first paint. */
export async function openWindow(profile: string): Promise<OpenWindow> {
  const runtime = readRuntime();
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [REPOSITORY, ...sandboxSwitches(), '--', '--profile', profile],
    env: electronEnvironment(runtime),
  });
  const page = await app.firstWindow();
  await page.getByRole('navigation').first().waitFor();
  return { app, page };
}

/** Closes by way of the app itself; what runs is stopped first. */
export async function quit({ app }: OpenWindow): Promise<void> {
  const gone = new Promise((settle) => app.process().once('exit', settle));
  app.process().kill('SIGTERM');
  await gone;
}

export async function resize({ app }: OpenWindow, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]), [
    width,
    height,
  ] as const);
}

/** Keeps a picture of the window in light and dark under `test-artifacts/screenshots`. */
export async function photograph(window: OpenWindow, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const appearance of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme: appearance });
    await window.page.waitForTimeout(250);
    await window.page.screenshot({ path: join(SCREENSHOTS, `${name}-${appearance}.png`) });
  }
  await window.page.emulateMedia({ colorScheme: 'light' });
}

/** Chooses an entry of the New menu. */
export async function startNew({ page }: OpenWindow, what: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

let demonstrations = 0;

/** Starts half a minute of doing nothing; a little more each time, so that none asks for the same as the last one. */
export async function startDemonstration(window: OpenWindow): Promise<void> {
  await startNew(window, 'New demonstration');
  demonstrations += 1;
  await window.page.getByLabel('Duration').fill(String(30 + demonstrations));
  await window.page.getByRole('button', { name: 'Start demonstration' }).click();
  await window.page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Starts a training of the sample; it takes about as many hundredths of a second as it has epochs. */
export async function startTraining(window: OpenWindow, { epochs, seed = 1 }: { epochs: number; seed?: number }) {
  await expect(rowOf(window, /Import.*Completed/)).toBeVisible();
  await startNew(window, 'New training');
  const dialog = window.page.getByRole('dialog', { name: 'New training' });
  await dialog.getByLabel('Epochs').fill(String(epochs));
  await dialog.getByLabel('Seed').fill(String(seed));
  await dialog.getByRole('button', { name: 'Start training' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Rows of the list of operations, by the name that a screen reader gives them. */
export const rowOf = ({ page }: OpenWindow, name: RegExp): Locator =>
  page.getByRole('treegrid', { name: 'Operations' }).getByRole('row', { name });

/** Whatever is shown of the row that is open. */
export const detailOf = ({ page }: OpenWindow): Locator => page.getByRole('article');

/** Presses a button of the detail. */
export const press = (window: OpenWindow, name: string | RegExp): Promise<void> =>
  detailOf(window).getByRole('button', { name, exact: true }).first().click();

export const goTo = ({ page }: OpenWindow, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();

/** The overall percentage of the open operation. */
export const percentageOf = async ({ page }: OpenWindow): Promise<number> =>
  Number(await page.getByRole('progressbar', { name: 'Overall progress' }).getAttribute('aria-valuenow'));

export const isUnderWay = (window: OpenWindow, percentage = 10): Promise<void> =>
  expect.poll(() => percentageOf(window), { intervals: [50] }).toBeGreaterThan(percentage);

/** Process ids of the workers of a kind. */
export const workersOf = ({ app }: OpenWindow, kind: string): Promise<number[]> =>
  app.evaluate(
    (electron, name) =>
      electron.app
        .getAppMetrics()
        .filter((one) => one.type === 'Utility' && one.name?.includes(name))
        .map(({ pid }) => pid),
    `${kind} worker`,
  );

/** As a power cut would: the main process alone; the others must notice by themselves. */
export async function kill({ app }: OpenWindow, profile: string): Promise<void> {
  app.process().kill('SIGKILL');
  await isGone(profile);
}

export const isGone = (profile: string): Promise<void> =>
  until(() => processesOf(profile).length === 0, 'every process of the app is gone');
