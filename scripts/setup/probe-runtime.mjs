import { lastLines, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Starts the executable as plain Node and asks for its versions: proof that it runs on this system.
 * @param {string} executable
 * @returns {Promise<{ electron: string, nodeApi: number }>}
 */
export async function probeElectron(executable) {
  const question = 'console.log(JSON.stringify([process.versions.electron, process.versions.napi]))';
  const { code, output } = await runAsNode(executable, question);
  if (code !== 0) throw new SetupError(`Electron does not run on this system:\n${lastLines(output, 10)}`);
  const [electron, nodeApi] = JSON.parse(lastLines(output, 1));
  return { electron, nodeApi: Number(nodeApi) };
}

/**
 * Opens a database inside that Electron with that addon.
 * @param {string} executable
 * @param {string} root folder that better-sqlite3 is found from
 * @param {string | null} addon null: the prebuilt one
 */
export async function probeAddon(executable, root, addon) {
  const options = addon === null ? '{}' : JSON.stringify({ nativeBinding: addon });
  const question = `const Database = require('better-sqlite3');
    const database = new Database(':memory:', ${options});
    database.exec('CREATE TABLE t (n); INSERT INTO t VALUES (41)');
    console.log(database.prepare('SELECT n + 1 AS n FROM t').get().n)`;
  const { code, output } = await runAsNode(executable, question, root);
  if (code !== 0 || lastLines(output, 1) !== '42') {
    throw new SetupError(`The SQLite addon does not work in this Electron:\n${lastLines(output, 10)}`);
  }
}

/** @param {string} executable @param {string} code @param {string} [cwd] */
function runAsNode(executable, code, cwd = process.cwd()) {
  return runCommand(executable, ['-e', code], { cwd, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
}
