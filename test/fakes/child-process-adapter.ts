import { type ChildProcess, fork } from 'node:child_process';
import { constants } from 'node:os';
import type { WorkerAdapter } from '../../src/main/workers/worker-adapter';

export interface ChildProcessAdapter extends WorkerAdapter {
  readonly children: ChildProcess[];
}

/** Real worker processes without Electron: messages are structured-cloned there too. */
export function childProcessAdapter(supervisorEntry: string): ChildProcessAdapter {
  const children: ChildProcess[] = [];
  return {
    children,
    fork: (workerId, kind) => {
      const child = fork(supervisorEntry, [workerId, kind], {
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      children.push(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      return {
        get pid() {
          return child.exitCode === null && child.signalCode === null ? (child.pid ?? null) : null;
        },
        post: (message) => {
          child.send(message, () => {});
        },
        onMessage: (listener) => child.on('message', listener),
        // Messages may still be on their way when the process is gone; `close` comes after them.
        onExit: (listener) =>
          child.on('close', (code, signal) => {
            listener({ code: code ?? (signal === null ? 1 : constants.signals[signal]), output });
          }),
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}
