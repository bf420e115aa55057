import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** @typedef {import('../runtime/layout.mjs').Layout} Layout */

/**
 * Where a runner leaves its report; the one of an earlier run is gone.
 * @param {Layout} layout @param {string} name
 */
export function freshReport(layout, name) {
  const report = join(layout.root, 'test-artifacts', 'reports', `${name}.json`);
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  return report;
}

/** @param {Layout} layout @param {NodeJS.ProcessEnv} environment */
export function withTools(layout, environment) {
  const path = [join(layout.modules, '.bin'), environment['PATH']].join(delimiter);
  return { ...environment, PATH: path };
}
