import { join } from 'node:path';
import { toolsNode } from '../runtime/layout.mjs';
import { electronAsNodeEnvironment, readRuntime } from '../runtime/runtime-record.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { countReport, readVitest } from './counts.mjs';
import { runEndToEnd } from './end-to-end.mjs';
import { freshReport, withTools } from './tool-surroundings.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('../runtime/layout.mjs').Layout} Layout */

const BIOME = '@biomejs/biome/bin/biome';

/** One program for each kind of process: what a folder may use is decided by the libraries it is compiled with. */
const PROJECTS = ['contract', 'node', 'renderer', 'test', 'scripts'].map((name) => `tsconfig.${name}.json`);

/**
 * Every check in the order it is run, by the name that `npm run` knows it under.
 * @type {Record<string, { title: string, run: (layout: Layout, words: readonly string[]) => Promise<Counts> }>}
 */
export const CHECKS = {
  format: { title: 'format', run: (layout, words) => runTool(layout, BIOME, ['format', ...words, '.']) },
  types: { title: 'types', run: checkTypes },
  lint: {
    title: 'lint',
    run: (layout, words) => runTool(layout, BIOME, ['lint', '--error-on-warnings', ...words, '.']),
  },
  layers: {
    title: 'layers',
    run: (layout) => runNode(layout, [join(layout.root, 'scripts', 'layers', 'check-layers.mjs')]),
  },
  unit: {
    title: "unit tests on the tools' Node",
    run: (layout, words) => runVitest(layout, 'unit', toolsNode(layout), process.env, words),
  },
  electron: { title: "unit tests on Electron's Node", run: runElectronTests },
  e2e: { title: 'end-to-end tests', run: (layout, words) => runEndToEnd(layout, words) },
};

/** @param {Layout} layout @returns {Promise<Counts>} */
async function checkTypes(layout) {
  let failed = 0;
  for (const project of PROJECTS) {
    const counts = await runTool(layout, 'typescript/bin/tsc', ['--noEmit', '--pretty', '-p', project]);
    failed += counts.failed;
  }
  return asOne(failed === 0);
}

/** @param {Layout} layout @param {readonly string[]} words */
function runElectronTests(layout, words) {
  const runtime = readRuntime(layout);
  const parameters = ['--config', 'vitest.electron.config.ts', ...words];
  return runVitest(layout, 'electron', runtime.executable, electronAsNodeEnvironment(runtime), parameters);
}

/**
 * @param {Layout} layout
 * @param {string} name
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} words
 */
async function runVitest(layout, name, executable, environment, words) {
  const report = freshReport(layout, name);
  const vitest = join(layout.modules, 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=minimal', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runCommand(executable, [vitest, 'run', ...reporters, ...words], {
    cwd: layout.root,
    env: withTools(layout, environment),
    show: true,
  });
  return countReport(code, report, readVitest);
}

/** @param {Layout} layout @param {string} bin @param {readonly string[]} parameters */
function runTool(layout, bin, parameters) {
  return runNode(layout, [join(layout.modules, bin), ...parameters]);
}

/** @param {Layout} layout @param {readonly string[]} parameters @returns {Promise<Counts>} */
async function runNode(layout, parameters) {
  const { code } = await runCommand(toolsNode(layout), parameters, {
    cwd: layout.root,
    env: withTools(layout, process.env),
    show: true,
  });
  return asOne(code === 0);
}

/** @param {boolean} hasPassed @returns {Counts} */
function asOne(hasPassed) {
  return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, remarks: [] };
}
