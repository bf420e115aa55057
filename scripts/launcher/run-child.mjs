import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {NodeJS.Signals[]} */
const HANDED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What a cancelled command exits with, whichever signal asked for it. */
const CANCELLED = 130;

/**
 * Until there is a child to hand signals on to, each of them ends this process as a cancelled command ends. Answers
 * with what stops that again.
 */
export function leaveOnSignal() {
  const leave = () => process.exit(CANCELLED);
  for (const signal of HANDED_ON) process.on(signal, leave);
  return () => {
    for (const signal of HANDED_ON) process.off(signal, leave);
  };
}

/**
 * Runs a program in this one's place: same terminal, signals handed on, and never gone before it. A signal that the
 * terminal sends to the whole group reaches the child twice; the app counts signals within a second as one. One that
 * comes when the child has ended changes nothing any more.
 * @param {string} executable
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} environment
 * @param {() => void} stopLeaving called once signals are listened to here: one that is under way must find a listener
 * @returns {Promise<number>} the child's exit code; 130 when a signal that was handed on ended it before it could listen,
 *   128 + n when any other signal n did
 */
export function runChild(executable, parameters, environment, stopLeaving = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, parameters, { env: environment, stdio: 'inherit' });
    /** @type {Set<NodeJS.Signals>} */
    const handedOn = new Set();
    const handOn = (/** @type {NodeJS.Signals} */ signal) => {
      handedOn.add(signal);
      child.kill(signal);
    };
    for (const signal of HANDED_ON) process.on(signal, handOn);
    stopLeaving();
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal !== null && handedOn.has(signal)) resolve(CANCELLED);
      else resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
