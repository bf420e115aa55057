import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, runCommand } from './driver/command';
import {
  detailOf,
  goTo,
  isGone,
  isUnderWay,
  openWindow,
  photograph,
  press,
  quit,
  rowOf,
  startDemonstration,
  workersOf,
} from './driver/window';

const DUMMY = ['dummy', '--steps', '5', '--seconds', '0.2'];

/** Overwrites pages in the middle of the database, as a failing disk would. */
function damage(database: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
  const file = openSync(database, 'r+');
  const noise = Buffer.alloc(Math.floor(statSync(database).size / 2), 0x5a);
  writeSync(file, noise, 0, noise.length, 4_096);
  closeSync(file);
  expect(readFileSync(database).subarray(0, 15).toString()).toBe('SQLite format 3');
}

test('a damaged database is restored at launch, and the window says plainly what came back', async () => {
  const profile = freshProfile();
  const { operation } = lastLine(await runCommand(profile, ...DUMMY), 'result');
  expect((await runCommand(profile, 'profile', 'backup')).code).toBe(0);
  damage(join(profile, 'tradewind.db'));
  const window = await openWindow(profile);
  const notices = window.page.getByRole('region', { name: 'About your data' });
  await expect(notices).toContainText('Restored from a backup');
  await expect(rowOf(window, /Demonstration, Completed/)).toHaveCount(1);
  await photograph(window, '60-restored');
  await notices.getByRole('button', { name: 'Check the profile' }).click();
  await expect(window.page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await photograph(window, '61-settings-profile');
  await notices
    .getByRole('button', { name: /^Dismiss/ })
    .first()
    .click();
  await expect(notices).toHaveCount(0);
  const shown = lastLine(await runCommand(profile, 'ops', 'show', operation.operationId), 'operation');
  expect(shown.operation).toEqual(operation);
  await quit(window);
  await isGone(profile);
});

test('workers that keep dying are no longer started until a person says so', async () => {
  const profile = freshProfile();
  const window = await openWindow(profile);
  await startDemonstration(window);
  for (const blow of [1, 2, 3]) {
    await isUnderWay(window, 0);
    const [worker] = await workersOf(window, 'dummy');
    process.kill(worker as number, 'SIGKILL');
    await expect(rowOf(window, /Demonstration, Failed/)).toBeVisible();
    if (blow < 3)
      await detailOf(window)
        .getByRole('alert')
        .getByRole('button', { name: /^(Resume|Start again)/ })
        .first()
        .click();
  }
  await detailOf(window)
    .getByRole('alert')
    .getByRole('button', { name: /^(Resume|Start again)/ })
    .first()
    .click();
  await expect(detailOf(window).getByRole('alert')).toContainText('Workers are stopped');
  await photograph(window, '62-kind-stopped');
  await goTo(window, 'Workers');
  await expect(window.page.getByText('Demonstration workers are stopped')).toBeVisible();
  await photograph(window, '63-workers-stopped');
  await press(window, 'Start again');
  await expect(window.page.getByText('Demonstration workers are stopped')).toHaveCount(0);
  await goTo(window, 'Operations');
  await detailOf(window)
    .getByRole('alert')
    .getByRole('button', { name: /^(Resume|Start again)/ })
    .first()
    .click();
  await expect(rowOf(window, /Demonstration, Running/)).toBeVisible();
  await quit(window);
  await isGone(profile);
});
