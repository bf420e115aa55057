import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** Debian's package for each library that Electron is linked with and a bare system lacks. */
const PACKAGE_OF_LIBRARY = [
  [/^libasound\.so/, ['libasound2t64', 'libasound2']],
  [/^libatk-1/, ['libatk1.0-0t64', 'libatk1.0-0']],
  [/^libatk-bridge/, ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0']],
  [/^libatspi/, ['libatspi2.0-0t64', 'libatspi2.0-0']],
  [/^libcups/, ['libcups2t64', 'libcups2']],
  [/^libdbus/, ['libdbus-1-3']],
  [/^libdrm/, ['libdrm2']],
  [/^libgbm/, ['libgbm1']],
  [/^lib(nss3|nssutil3|smime3|ssl3)\.so/, ['libnss3']],
  [/^lib(nspr4|plc4|plds4)\.so/, ['libnspr4']],
  [/^libudev/, ['libudev1']],
  [/^libX11-xcb/, ['libx11-xcb1']],
  [/^libxkbcommon/, ['libxkbcommon0']],
  [/^libXcomposite/, ['libxcomposite1']],
  [/^libXdamage/, ['libxdamage1']],
  [/^libXrandr/, ['libxrandr2']],
];

/** Brings cairo, pango, glib, X11 and a font; what is not in the table above comes with it. */
const GTK = ['libgtk-3-0t64', 'libgtk-3-0'];

/**
 * @typedef {object} Need
 * @property {string} what for people
 * @property {readonly string[]} packages names in order of preference; the first that the system knows is installed
 */

/**
 * What the system lacks to run this Electron, and to build for it.
 * @param {{ executable: string, buildsAddon: boolean, hasDisplay: boolean }} purpose
 * @returns {Promise<Need[]>}
 */
export async function findMissing({ executable, buildsAddon, hasDisplay }) {
  if (process.platform !== 'linux') return [];
  const needs = await missingLibraries(executable);
  if (!hasDisplay) needs.push(...missingCommands({ Xvfb: ['xvfb'], xauth: ['xauth'] }));
  if (buildsAddon) needs.push(...missingCommands({ python3: ['python3'], make: ['make'], 'g++': ['g++'] }));
  return needs;
}

/**
 * Installs them as root, after saying so; for everybody else the exact command is in the error.
 * @param {readonly Need[]} needs
 * @param {(line: string) => void} say
 */
export async function installMissing(needs, say) {
  const what = needs.map((need) => need.what).join(', ');
  if (findCommand('apt-get') === undefined) {
    throw new SetupError(`The system lacks ${what}. Install them with its package manager and run \`npm run setup\`.`);
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    say(`System packages: the system lacks ${what}; apt-get update …`);
    await apt(['update', '-q']);
  }
  /** @type {string[]} */
  const packages = [];
  for (const need of needs) {
    const name = await firstKnown(need.packages);
    if (!packages.includes(name)) packages.push(name);
  }
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if (!isRoot) {
    throw new SetupError(
      `The system lacks ${what}. Run this, then \`npm run setup\` again:\n` +
        `  sudo apt-get update && sudo apt-get ${install.join(' ')}`,
    );
  }
  say(`System packages: apt-get ${install.join(' ')} …`);
  await apt(install);
}

/**
 * Names of libraries that the loader does not find, out of what `ldd` prints.
 * @param {string} output
 * @returns {string[]}
 */
export function parseMissingLibraries(output) {
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/** @param {string} library @returns {readonly string[]} */
export function packagesOfLibrary(library) {
  const known = PACKAGE_OF_LIBRARY.find(([pattern]) => /** @type {RegExp} */ (pattern).test(library));
  return /** @type {string[]} */ (known?.[1] ?? GTK);
}

/** @param {string} executable @returns {Promise<Need[]>} */
async function missingLibraries(executable) {
  const { code, output } = await runCommand('ldd', [executable], { env: { ...process.env, LC_ALL: 'C' } });
  if (code === 127) return [];
  return parseMissingLibraries(output).map((library) => ({ what: library, packages: packagesOfLibrary(library) }));
}

/** @param {Record<string, string[]>} wanted @returns {Need[]} */
function missingCommands(wanted) {
  return Object.entries(wanted)
    .filter(([command]) => findCommand(command) === undefined)
    .map(([what, packages]) => ({ what, packages }));
}

/** @param {string} command @returns {string | undefined} */
export function findCommand(command) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** @param {readonly string[]} names */
async function firstKnown(names) {
  for (const name of names.slice(0, -1)) {
    const { code, output } = await runCommand('apt-cache', ['show', '--no-all-versions', name]);
    if (code === 0 && output.includes(`Package: ${name}`)) return name;
  }
  return /** @type {string} */ (names[names.length - 1]);
}

/** @param {readonly string[]} parameters */
async function apt(parameters) {
  const { code, output } = await runCommand('apt-get', parameters, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) {
    throw new SetupError(
      `\`apt-get ${parameters.join(' ')}\` failed:\n${lastLines(output, 10)}\nMend that and run \`npm run setup\` again.`,
    );
  }
}
