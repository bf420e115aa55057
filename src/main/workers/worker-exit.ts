import { constants } from 'node:os';
import { type Failure, failure } from '../../contract/failure';
import { outOfMemory } from '../../contract/out-of-memory';
import { GOES_ON } from './unresponsive-failure';

/** How a worker's process ended, as the operating system says it. */
export interface WorkerExit {
  /** Exit code; for a process that a signal ended, the signal's number. */
  readonly code: number;
  /** The last lines it wrote, for the log and for the detail of a failure. */
  readonly output: string;
}

/**
 * Deliberate exits are 0 or at least 64 and 1 is an error nobody caught, so on POSIX 2 to 31 can only be signals.
 * Windows has no signals, and codes of its own (large, from 0xC0000000 on) for a process the system ended.
 */
const SIGNAL_NAMES = new Map(
  Object.entries(constants.signals)
    .filter(([, number]) => number >= 2 && number <= 31)
    // Some have a second, older name, which comes later and loses.
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** How it ended, in brackets after a sentence: `signal SIGKILL`, `exit code 1`. */
export function exitText({ code }: WorkerExit): string {
  const signal = process.platform === 'win32' ? undefined : SIGNAL_NAMES.get(code);
  return signal === undefined ? `exit code ${code}` : `signal ${signal}`;
}

/** V8 says so before it ends the process. */
const ranOutOfMemory = ({ output }: WorkerExit): boolean => /heap out of memory|Allocation failed/.test(output);

/** An end that nobody asked for, as a failure of whatever the worker was doing. */
export function crashOf(exit: WorkerExit): Failure {
  if (ranOutOfMemory(exit)) return outOfMemory(exit.output);
  return failure('worker_crashed', `${STOPPED} (${exitText(exit)}). Try again.`, { detail: detailOf(exit) });
}

/** The same as a failure of an operation. `phase`: label of the one it was last in. */
export function crashOfOperation(exit: WorkerExit, phase: string | null): Failure {
  if (ranOutOfMemory(exit)) return { ...outOfMemory(exit.output), phase };
  const where = phase === null ? '' : ` in the phase ${phase}`;
  const message = `${STOPPED}${where} (${exitText(exit)}). ${GOES_ON}`;
  return failure('worker_crashed', message, { detail: detailOf(exit), phase });
}

const STOPPED = 'The worker stopped unexpectedly';

const detailOf = ({ output }: WorkerExit): string | null => (output === '' ? null : output);
