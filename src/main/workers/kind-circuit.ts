import type { WorkerKind, WorkersSnapshot } from '../../contract/workers';
import type { Clock } from '../clock';
import { exitText, type WorkerExit } from './worker-exit';

const DEATHS_TO_STOP = 3;
const WITHIN_MS = 5 * 60_000;

export type StoppedKind = WorkersSnapshot['stopped'][number];

/**
 * Decides that workers of a kind are not started again: after three of them, of any age, ended unexpectedly within
 * five minutes, or one could not be started with all tries. What main ended on purpose is not reported here.
 */
export class KindCircuit {
  #deaths: number[] = [];
  #stopped: StoppedKind | null = null;

  constructor(
    private readonly kind: WorkerKind,
    private readonly clock: Clock,
  ) {}

  /** Null while workers are started as needed. */
  get stopped(): StoppedKind | null {
    return this.#stopped;
  }

  died(exit: WorkerExit): void {
    const now = this.clock.monotonic();
    this.#deaths = [...this.#deaths.filter((at) => now - at < WITHIN_MS), now];
    if (this.#deaths.length < DEATHS_TO_STOP) return;
    this.#stop(`${DEATHS_TO_STOP} of them stopped unexpectedly within 5 minutes, the last with ${exitText(exit)}`);
  }

  didNotStart(): void {
    this.#stop('none could be started, with all tries');
  }

  restart(): void {
    this.#deaths = [];
    this.#stopped = null;
  }

  #stop(why: string): void {
    this.#stopped ??= { kind: this.kind, since: new Date(this.clock.now()).toISOString(), why };
  }
}
