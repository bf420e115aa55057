import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { toolsNode } from '../runtime/layout.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** The prebuilt addon inside better-sqlite3 uses this version of Node-API; below it, it crashes the process. */
export const PREBUILT_NODE_API = 10;

/**
 * The same sources compile against the experimental Node-API, which older runtimes offer under that name.
 * The last one keeps the finalizers of Node-API 9.
 */
const COMPILER_FLAGS = [
  '-UNAPI_VERSION',
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
];

/**
 * Where the addon built for this Electron belongs.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {string} electronVersion
 */
export function addonPath(layout, electronVersion) {
  const { version } = JSON.parse(readFileSync(join(layout.modules, 'better-sqlite3', 'package.json'), 'utf8'));
  const folder = `better-sqlite3-${version}-electron-${electronVersion}`;
  return join(layout.runtime, folder, 'better_sqlite3.node');
}

/**
 * Builds the addon from a copy of its sources; the package in node_modules keeps its prebuilt one untouched.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {string} target
 * @param {(candidate: string) => Promise<void>} check throws when the addon does not work
 */
export async function buildAddon(layout, target, check) {
  const work = join(layout.temporary, 'better-sqlite3');
  rmSync(work, { recursive: true, force: true });
  cpSync(join(layout.modules, 'better-sqlite3'), work, { recursive: true });
  try {
    const headers = nodeHeaders(layout);
    const node = toolsNode(layout);
    const gyp = join(layout.modules, 'node-gyp', 'bin', 'node-gyp.js');
    const parameters = [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`];
    const { code, output } = await runCommand(node, parameters, {
      cwd: work,
      env: {
        ...process.env,
        PATH: [dirname(node), process.env['PATH']].join(delimiter),
        TMPDIR: layout.temporary,
        npm_config_nodedir: headers,
        npm_config_devdir: join(layout.temporary, 'node-gyp'),
        CXXFLAGS: COMPILER_FLAGS.join(' '),
      },
    });
    if (code !== 0) {
      throw new SetupError(
        `better-sqlite3 could not be built:\n${lastLines(output)}\nRun \`npm run setup\` again after mending that.`,
      );
    }
    const built = join(work, 'build', 'Release', 'better_sqlite3.node');
    await check(built);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(built, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The pinned Node carries its headers, so no host has to be asked for them. Node-API is the same in all of them.
 * @param {import('../runtime/layout.mjs').Layout} layout
 */
function nodeHeaders(layout) {
  const folder = join(layout.modules, `node-${process.platform}-${process.arch}`);
  if (existsSync(join(folder, 'include', 'node', 'node_api.h'))) return folder;
  throw new SetupError(`${folder} has no headers of Node. Delete node_modules and run \`npm run setup\` again.`);
}
