import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import type { WorkerKind } from '../../contract/workers';
import { killHard } from '../kill-hard';
import type { Logger } from '../log/logger';
import type { WorkerAdapter, WorkerHandle } from './worker-adapter';

const KEPT_OUTPUT = 4_000;

/** Workers as Electron's utility processes. `supervisorEntry` is the built file they start from. */
export const utilityProcessAdapter = (supervisorEntry: string, log: Logger): WorkerAdapter => ({
  fork: (workerId, kind) => forkUtilityProcess(supervisorEntry, workerId, kind, log),
});

function forkUtilityProcess(entry: string, workerId: string, kind: WorkerKind, log: Logger): WorkerHandle {
  const child = utilityProcess.fork(entry, [workerId, kind], {
    // Never inherited: a worker must not write into the output of a command.
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: `Tradewind ${kind} worker`,
  });
  let output = '';
  const keep = (stream: Readable | null): void => {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT);
      log.info(`${workerId}: ${text.trimEnd()}`);
    });
  };
  keep(child.stdout as Readable | null);
  keep(child.stderr as Readable | null);
  return {
    get pid() {
      return child.pid ?? null;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', (code) => listener({ code, output })),
    kill: () => killHard(child),
  };
}
