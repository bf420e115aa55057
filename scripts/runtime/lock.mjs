import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
const LONGEST_WAIT_MS = 20 * 60_000;

/**
 * Runs the action while no other process of this repository holds the same lock. A lock whose process is gone is
 * taken over.
 * @template T
 * @param {string} file
 * @param {{ onWait: (holder: number) => void, longestWaitMs?: number }} options
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withLock(file, { onWait, longestWaitMs = LONGEST_WAIT_MS }, action) {
  mkdirSync(dirname(file), { recursive: true });
  const giveUpAt = Date.now() + longestWaitMs;
  for (let waited = false; !tryToTake(file); ) {
    const holder = readHolder(file);
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (holder !== undefined && !waited) {
      waited = true;
      onWait(holder);
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`Process ${holder} holds ${file}. If it is not a set-up of Tradewind, delete that file.`);
    }
    await sleep(POLL_MS);
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryToTake(file) {
  // A link appears whole: nobody can see a lock that does not say yet whose it is.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} file @returns {number | undefined} undefined: given back in the meantime */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * A killed process whose parent has not asked for its end still answers to signals. In containers without an init it
 * stays that way.
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    // The name in the second field may hold anything, so the state is what follows its closing bracket.
    return /^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
