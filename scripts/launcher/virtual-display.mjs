import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCREEN = '1600x1000x24';

/** The server goes by itself this many seconds after its last client, should nobody be left to stop it. */
const LINGER_SECONDS = '10';

/**
 * @typedef {object} VirtualDisplay
 * @property {{ DISPLAY: string, XAUTHORITY: string }} environment
 * @property {() => Promise<void>} stop resolves when the server is gone
 */

/**
 * True where a window has nowhere to go.
 * @param {NodeJS.ProcessEnv} environment
 */
export function lacksDisplay(environment) {
  return process.platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'];
}

/**
 * Starts Xvfb on a free display that only this user can open.
 * @param {string} folder for the key of the display, inside the repository
 * @returns {Promise<VirtualDisplay>}
 */
export function startVirtualDisplay(folder) {
  mkdirSync(folder, { recursive: true });
  const key = join(folder, `display-${process.pid}-${randomBytes(4).toString('hex')}.xauth`);
  writeFileSync(key, xauthority(randomBytes(16)), { mode: 0o600 });
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', key, '-terminate', LINGER_SECONDS],
    // A process group of its own: Ctrl-C must reach the app while it still has a display.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true },
  );
  const gone = new Promise((resolve) => server.once('exit', resolve));
  const kill = () => {
    server.kill();
    rmSync(key, { force: true });
  };
  process.once('exit', kill);
  return new Promise((resolve, reject) => {
    server.on('error', () => {
      rmSync(key, { force: true });
      reject(new Error('There is no display, and Xvfb for a virtual one is not installed. Run `npm run setup`.'));
    });
    server.on('exit', (code) => {
      rmSync(key, { force: true });
      reject(new Error(`There is no display, and Xvfb for a virtual one did not start (exit code ${code}).`));
    });
    let number = '';
    server.stdio[3]?.on('data', (chunk) => {
      number += chunk;
      if (!number.endsWith('\n')) return;
      const stop = async () => {
        process.off('exit', kill);
        kill();
        await gone;
      };
      resolve({ environment: { DISPLAY: `:${number.trim()}`, XAUTHORITY: key }, stop });
    });
  });
}

/**
 * One record of an Xauthority file: family, address, display, name and key, each but the first with its length, all
 * big-endian (libXau's Xauth(7)). The wild family fits any host and display.
 * @param {Buffer} cookie
 */
function xauthority(cookie) {
  const wild = Buffer.from([0xff, 0xff]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  return Buffer.concat([wild, ...fields.flatMap((field) => [Buffer.from([0, field.length]), field])]);
}
