import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import { killHard } from '../kill-hard';
import type { MaintenanceAdapter, MaintenanceProcess } from './maintenance-adapter';

const KEPT_OUTPUT = 4_000;

/** The maintenance process as one of Electron's utility processes. `entry` is the built file it starts from. */
export const maintenanceProcessAdapter = (entry: string): MaintenanceAdapter => ({ fork: () => forkProcess(entry) });

function forkProcess(entry: string): MaintenanceProcess {
  const child = utilityProcess.fork(entry, [], {
    // Never inherited: it must not write into the output of a command.
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: 'Tradewind maintenance',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr] as (Readable | null)[]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT);
    });
  }
  return {
    post: (task) => child.postMessage(task),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', (code) => listener(code, output)),
    kill: () => killHard(child),
  };
}
