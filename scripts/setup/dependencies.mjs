import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, toolsNode } from '../runtime/layout.mjs';
import { runNpm } from './npm-command.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('../runtime/layout.mjs').Layout} Layout */

/**
 * @typedef {object} LockedPackage
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [optional]
 */

/**
 * Installs what the lockfile says, unless it is there already.
 * @param {Layout} layout
 * @param {(line: string) => void} say
 */
export async function installDependencies(layout, say) {
  const difference = findDifference(layout);
  const cache = join(layout.runtime, 'npm-cache');
  if (difference === undefined) {
    say('Dependencies: up to date.');
  } else {
    say(`Dependencies: npm ci (${difference}) …`);
    // No dependency needs its install script: the Node for the tools carries its binary, better-sqlite3 its prebuilt
    // addon, and Electron is fetched in a step of its own. Below errors npm only tells that the machine's Node is
    // older than the tools like it, and they do not run on that one.
    const parameters = ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'];
    const { code } = await runNpm(layout, cache, parameters, { show: true });
    if (code !== 0) {
      throw new SetupError('`npm ci` failed; its own message is above. Mend that and run `npm run setup` again.');
    }
  }
  // Kept only while an interrupted install may want it again.
  rmSync(cache, { recursive: true, force: true });
  await checkToolsNode(layout);
}

/**
 * Why node_modules is not what the lockfile describes, in words; undefined when it is. npm writes its record of
 * node_modules as the last thing, so an interrupted install is found too.
 * @param {Layout} layout
 * @returns {string | undefined}
 */
export function findDifference(layout) {
  const wanted = readPackages(join(layout.root, 'package-lock.json'));
  if (wanted === undefined) throw new SetupError('package-lock.json is missing or damaged. Get it back from git.');
  const installed = readPackages(join(layout.modules, '.package-lock.json'));
  if (installed === undefined) return 'nothing is installed';
  for (const [path, locked] of Object.entries(wanted)) {
    if (path === '') continue;
    const name = path.slice('node_modules/'.length);
    const found = installed[path];
    if (found === undefined) {
      // Optional packages of other platforms are in the lockfile and never on the disk.
      if (locked.optional) continue;
      return `${name} is missing`;
    }
    if (found.version !== locked.version || found.integrity !== locked.integrity) {
      return `${name} is ${found.version}, the lockfile says ${locked.version}`;
    }
    if (!existsSync(join(layout.root, path, 'package.json'))) return `${name} has lost its files`;
  }
  const extra = Object.keys(installed).find((path) => wanted[path] === undefined);
  return extra === undefined ? undefined : `${extra.slice('node_modules/'.length)} is not in the lockfile`;
}

/** @param {string} file @returns {Record<string, LockedPackage> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

const OLDEST_TOOLS_NODE = { major: 22, minor: 12 };

/** @param {Layout} layout */
async function checkToolsNode(layout) {
  const node = toolsNode(layout);
  const { code, output } = await runCommand(node, ['--version']);
  const version = /^v((\d+)\.(\d+)\.\d+)/.exec(output);
  if (code !== 0 || version === null) throw new SetupError(`${node} does not run: ${lastLines(output, 3)}`);
  const [, found, major, minor] = version;
  if (pinnedNode(layout) === undefined) {
    const { major: oldestMajor, minor: oldestMinor } = OLDEST_TOOLS_NODE;
    if (Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)) return;
    throw new SetupError(
      `No Node is pinned for ${process.platform} ${process.arch}, and this one is ${found}, too old for the tools. ` +
        `Install Node ${oldestMajor}.${oldestMinor} or newer and run \`npm run setup\` again.`,
    );
  }
  const locked = readPackages(join(layout.root, 'package-lock.json'));
  const pinned = locked?.[`node_modules/node-${process.platform}-${process.arch}`]?.version;
  if (found === pinned) return;
  throw new SetupError(
    `The tools' Node says it is ${found}, the lockfile pins ${pinned}. Delete node_modules and run \`npm run setup\`.`,
  );
}
