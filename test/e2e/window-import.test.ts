import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile } from './driver/command';
import { temporaryFolder } from './driver/temporary-folder';
import { type OpenWindow, openWindow, photograph, quit, startNew } from './driver/window';

let window: OpenWindow;
test.beforeAll(async () => {
  window = await openWindow(freshProfile());
});
test.afterAll(() => quit(window));

function csv(name: string, rows: readonly string[]): string {
  const path = join(temporaryFolder('csv'), name);
  writeFileSync(path, ['date,open,high,low,close,volume', ...rows].join('\n'));
  return path;
}

const goodRows = Array.from({ length: 200 }, (_, day) => {
  const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
  const price = 100 + Math.sin(day / 10) * 5;
  return [date, price, price + 1, price - 1, price + 0.5, 1_000].join(',');
});

async function importFile(path: string, symbol: string): Promise<void> {
  await window.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  await startNew(window, 'Import data');
  const dialog = window.page.getByRole('dialog', { name: 'Import data' });
  await dialog
    .getByRole('button', { name: /Choose/ })
    .first()
    .click();
  await dialog.getByLabel('Symbol').fill(symbol);
  await photograph(window, `20-import-${symbol.toLowerCase()}`);
  await dialog
    .getByRole('button', { name: 'Start import' })
    .or(dialog.getByRole('button', { name: 'Import', exact: true }))
    .click();
}

test('a file the person chooses becomes a dataset', async () => {
  const { page } = window;
  await importFile(csv('good.csv', goodRows), 'GOOD');
  await expect(
    page.getByRole('treegrid', { name: 'Operations' }).getByRole('row', { name: /Import.*good\.csv.*Completed/ }),
  ).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Data' }).click();
  await expect(page.getByText('GOOD').first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Operations' }).click();
});

test('a file with a fault says which line and what was expected, and offers to choose again', async () => {
  const { page } = window;
  await importFile(csv('bad.csv', [...goodRows.slice(0, 3), '2020-01-04,1,2,0.5,abc,10']), 'BAD');
  await expect(
    page.getByRole('treegrid', { name: 'Operations' }).getByRole('row', { name: /Import.*bad\.csv.*Failed/ }),
  ).toBeVisible();
  await expect(page.getByText(/Line 5, column close/).first()).toBeVisible();
  await photograph(window, '21-import-failed');
});
