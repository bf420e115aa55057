import { join } from 'node:path';
import { buildApp } from '../build/build-app.mjs';
import { lacksDisplay, startVirtualDisplay } from '../launcher/virtual-display.mjs';
import { toolsNode } from '../runtime/layout.mjs';
import { electronEnvironment, readRuntime } from '../runtime/runtime-record.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { countReport, readPlaywright } from './counts.mjs';
import { freshReport, withTools } from './tool-surroundings.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('../runtime/layout.mjs').Layout} Layout */

/**
 * Runs tests of the built app in the real Electron, on a display of their own where there is none.
 * @param {Layout} layout
 * @param {readonly string[]} words for Playwright
 * @param {NodeJS.ProcessEnv} [settings] more environment for the tests
 * @returns {Promise<Counts>}
 */
export async function runEndToEnd(layout, words, settings = {}) {
  await buildApp(layout, (line) => console.log(line));
  const environment = electronEnvironment(readRuntime(layout));
  const display = lacksDisplay(environment)
    ? await startVirtualDisplay(join(layout.runtime, 'displays'))
    : { environment: {}, stop: async () => {} };
  const report = freshReport(layout, 'e2e');
  try {
    const playwright = join(layout.modules, '@playwright', 'test', 'cli.js');
    const { code } = await runCommand(toolsNode(layout), [playwright, 'test', ...words], {
      cwd: layout.root,
      env: withTools(layout, {
        ...environment,
        ...display.environment,
        ...settings,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      }),
      show: true,
    });
    return countReport(code, report, readPlaywright);
  } finally {
    await display.stop();
  }
}
