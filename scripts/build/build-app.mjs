import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolsNode } from '../runtime/layout.mjs';
import { withLock } from '../runtime/lock.mjs';
import { moveIntoPlace } from '../setup/folder-manifest.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { fingerprintOfInputs, stateOfBuild, writeStamp } from './build-stamp.mjs';

/** Sample data that comes from packages: copied into the build, never committed. Source → file in out/resources. */
const COPIED_RESOURCES = { 'vega-datasets/data/sp500-2000.csv': 'sp500-2000.csv' };

/**
 * Builds the app into `out` unless it is fresh. The build appears there whole, or not at all; of several processes
 * that want it at the same time one builds and the others wait.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {(line: string) => void} say told only when something is done
 * @param {{ force?: boolean }} [options]
 */
export async function buildApp(layout, say, { force = false } = {}) {
  if (!force && stateOfBuild(layout) === 'fresh') return;
  await withLock(
    join(layout.runtime, 'build.lock'),
    { onWait: (holder) => say(`waiting for the build of process ${holder} …`) },
    async () => {
      const state = stateOfBuild(layout);
      if (!force && state === 'fresh') return;
      say(state === 'stale' ? 'sources are newer than the build: building …' : 'building …');
      await build(layout);
    },
  );
}

/** @param {import('../runtime/layout.mjs').Layout} layout */
async function build(layout) {
  const inputs = fingerprintOfInputs(layout);
  // Named after this process: what an interrupted build may still write cannot get into this one.
  const folder = join(layout.runtime, 'build', String(process.pid));
  rmSync(dirname(folder), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const electronVite = join(layout.modules, 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await runCommand(toolsNode(layout), [electronVite, 'build', '--outDir', folder], {
    cwd: layout.root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) throw new SetupError(`The build failed:\n${lastLines(output, 60)}`);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const [source, name] of Object.entries(COPIED_RESOURCES)) {
    cpSync(join(layout.modules, source), join(folder, 'resources', name));
  }
  writeStamp(folder, inputs);
  moveIntoPlace(folder, layout.build);
}
