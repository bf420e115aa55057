import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Runs npm with its cache inside the repository.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {string} cache folder for what npm downloads
 * @param {readonly string[]} parameters
 * @param {{ show?: boolean }} [options]
 */
export function runNpm(layout, cache, parameters, options = {}) {
  // Not with the Node inside node_modules: `npm ci` removes it while it runs.
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(layout.modules, '.bin')))
    .join(delimiter);
  return runCommand('npm', parameters, {
    cwd: layout.root,
    env: { ...process.env, PATH: path, npm_config_cache: cache, npm_config_audit: 'false', npm_config_fund: 'false' },
    ...options,
  });
}
