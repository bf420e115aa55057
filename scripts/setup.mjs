// `npm run setup`: everything between a fresh clone and a window. Runs on the machine's own Node (18 or newer) and,
// until the dependencies are there, with nothing but Node. Each step looks first whether there is anything to do and
// makes what it makes under another name, so it can be interrupted and repeated at any point.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { layoutOf, toolsNode } from './runtime/layout.mjs';
import { withLock } from './runtime/lock.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { reportFailure, say } from './setup/report.mjs';
import { runCommand } from './setup/run-command.mjs';

const layout = layoutOf();

async function setUp() {
  rmSync(layout.temporary, { recursive: true, force: true });
  await installDependencies(layout, say);
  const parameters = [join(layout.root, 'scripts', 'setup', 'prepare.mjs'), ...process.argv.slice(2)];
  const { code } = await runCommand(toolsNode(layout), parameters, { cwd: layout.root, show: true });
  process.exitCode = code;
}

const onWait = (/** @type {number} */ holder) => say(`waiting for the set-up of process ${holder} …`);
withLock(join(layout.runtime, 'setup.lock'), { onWait }, setUp).catch(reportFailure);
