import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, runCommand } from './driver/command';

for (const folder of ['market-data', 'artifacts']) {
  test(`a profile with a file in the place of ${folder} is refused`, async () => {
    const profile = freshProfile();
    writeFileSync(join(profile, folder), 'mine');
    const end = await runCommand(profile, 'ops', 'list');
    expect(end.code).toBe(2);
    expect(lastLine(end, 'error').failure).toMatchObject({ code: 'profile_unusable' });
  });
}

test('a log that cannot be written stops nothing', async () => {
  const profile = freshProfile();
  writeFileSync(join(profile, 'logs'), 'mine');
  expect((await runCommand(profile, 'ops', 'list')).code).toBe(0);
});
