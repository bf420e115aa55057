import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, startCommand } from './driver/command';
import { detailOf, type OpenWindow, openWindow, photograph, quit, rowOf, startNew } from './driver/window';

const profile = freshProfile();
let window: OpenWindow;
test.beforeAll(async () => {
  window = await openWindow(profile);
});
test.afterAll(() => quit(window));

test('asking for the same twice is asked about; with changes it is a run of its own', async () => {
  const { page } = window;
  const short = async (): Promise<void> => {
    await startNew(window, 'New demonstration');
    await page.getByRole('textbox', { name: 'Steps' }).fill('5');
    await page.getByRole('textbox', { name: 'Duration' }).fill('0');
    await page.getByRole('button', { name: 'Start demonstration' }).click();
  };
  await short();
  await expect(rowOf(window, /Demonstration, Completed/)).toHaveCount(1);
  await short();
  await expect(page.getByRole('dialog')).toContainText('The same as the last one');
  await photograph(window, '50-asked-twice');
  await page.getByRole('button', { name: 'Start it all the same' }).click();
  await expect(rowOf(window, /Demonstration, Completed/)).toHaveCount(2);

  await detailOf(window).getByRole('button', { name: 'Run again with changes…' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('5');
  await page.getByRole('textbox', { name: 'Steps' }).fill('7');
  await page.getByRole('button', { name: 'Start demonstration' }).click();
  await expect(rowOf(window, /Demonstration, Completed/)).toHaveCount(3);
  await expect(rowOf(window, /Demonstration, Completed/).first()).toContainText('7 steps');
});

test('what a command started is cancelled by a click, and the command hears it', async () => {
  const command = startCommand(profile, 'dummy', '--seconds', '60');
  const row = rowOf(window, /Demonstration, Running/);
  await row.click();
  await row.getByRole('button', { name: 'Cancel' }).click();
  const end = await command.ended;
  expect([end.code, lastLine(end, 'result').operation.status]).toEqual([130, 'cancelled']);
});
