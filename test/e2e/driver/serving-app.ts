import { readFileSync } from 'node:fs';
import type { Operation } from '../../../src/contract/operation';
import { processesOf, type RunningCommand, startCommand, until } from './command';

const commandLineOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** `tradewind serve` on a profile: an app without a window, whose processes can be found and killed. */
export class ServingApp {
  #command: RunningCommand;

  constructor(readonly profile: string) {
    this.#command = startCommand(profile, 'serve');
  }

  get isServing(): boolean {
    const { exitCode, signalCode } = this.#command.child;
    return exitCode === null && signalCode === null;
  }

  /** Settles when commands can be sent to it. */
  async ready(): Promise<void> {
    await until(
      () => this.#command.lines.length > 0 || this.#command.child.exitCode !== null,
      'the app serves',
      30_000,
    );
    if (this.#command.child.exitCode === null) return;
    const { code, stderr, lines } = await this.#command.ended;
    throw new Error(`serve ended with ${code}: ${stderr}${JSON.stringify(lines)}`);
  }

  /** As a power cut would: the main process and nothing else; its workers must notice by themselves. */
  async kill(): Promise<void> {
    const line = this.#command.lines.find(({ kind }) => kind === 'serving');
    if (line?.kind === 'serving') process.kill(line.pid, 'SIGKILL');
    await this.#command.ended;
    await until(
      () => processesOf(this.profile).every((pid) => !commandLineOf(pid).includes('--type=')),
      'its workers end',
    );
  }

  /** Kills a worker process that there is; false when there is none. */
  killWorker(): boolean {
    const worker = processesOf(this.profile).find((pid) => commandLineOf(pid).includes('node.mojom.NodeService'));
    if (worker === undefined) return false;
    process.kill(worker, 'SIGKILL');
    return true;
  }

  /** Closes it as a person would, and settles when every process is gone. */
  async close(): Promise<void> {
    this.#command.child.kill('SIGTERM');
    await this.#command.ended;
    await until(() => processesOf(this.profile).length === 0, 'every process of the app is gone');
  }
}

/** The newest state of an operation that a command printed. */
export function newestOperation(command: RunningCommand): Operation | null {
  const newest = command.lines.findLast(({ kind }) => kind === 'operation' || kind === 'result');
  return newest !== undefined && 'operation' in newest ? newest.operation : null;
}
