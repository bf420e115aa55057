import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronEnvironment, readRuntime, sandboxSwitches } from '../../../scripts/runtime/runtime-record.mjs';
import { REPOSITORY } from './command';

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
