import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { runCommand } from '../../e2e/driver/command';
import { temporaryFolder } from '../../e2e/driver/temporary-folder';
import { openWindow, quit } from '../../e2e/driver/window';
import { median, quantile } from './distribution';
import { makeLongHistory } from './long-history';
import { say } from './say';

const OPERATIONS = 100_000;
const CALLS = 30;
const LAUNCHES = 5;

const QUERIES: Readonly<Record<string, object>> = {
  'newest first': { filter: {} },
  'only completed': { filter: { statuses: ['completed'] } },
  'search of two words': { filter: { text: 'run 777' } },
  'one day': { filter: { createdFrom: '2020-02-01T00:00:00.000Z', createdBefore: '2020-02-02T00:00:00.000Z' } },
  'by title, page 500': { filter: {}, sort: { key: 'title', direction: 'ascending' }, offset: 50_000 },
};

test('launch and lists with a long history', async () => {
  test.setTimeout(900_000);
  const profile = temporaryFolder('bench');
  await runCommand(profile, 'dummy', '--steps', '60', '--seconds', '0');
  makeLongHistory(profile, OPERATIONS);
  const bytes = statSync(join(profile, 'tradewind.db')).size;
  say(`\n${OPERATIONS} operations, ${50 * OPERATIONS} metric rows, ${Math.round(bytes / 1e6)} MB`);

  const launches: number[] = [];
  for (let launch = 0; launch < LAUNCHES; launch += 1) {
    const startedAt = Date.now();
    const window = await openWindow(profile);
    const paintedAt = await window.page.evaluate(
      () =>
        performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    );
    launches.push(paintedAt - startedAt);
    if (launch === LAUNCHES - 1) {
      for (const [name, query] of Object.entries(QUERIES)) {
        const times = await window.page.evaluate(
          async ([asked, calls]) => {
            const { api } = window as unknown as {
              api: { invoke(channel: string, request: unknown): Promise<unknown> };
            };
            const found: number[] = [];
            for (let call = 0; call < calls; call += 1) {
              const before = performance.now();
              await api.invoke('operations:list', asked);
              found.push(performance.now() - before);
            }
            return found;
          },
          [query, CALLS] as const,
        );
        say(
          `list, ${name}: p50 ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms (budget 50)`,
        );
      }
    }
    await quit(window);
  }
  say(`launch to first paint: p50 ${median(launches).toFixed(0)} ms, max ${Math.max(...launches)} ms (budget 1500)`);
});
