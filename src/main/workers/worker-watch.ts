import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import { startSteadyTick } from '../liveness/steady-tick';
import { BEAT_MS } from './signs-of-life';
import type { WorkerProcess } from './worker-process';

/** A look that comes later than this after its time says that main, not a worker, was away. */
const LATE_MS = 1_000;

export interface WorkerWatchOptions {
  readonly workers: ReadonlySet<WorkerProcess>;
  /** Milliseconds of further silence after which unresponsive work is ended; read anew each time. */
  readonly graceMs: () => number;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** Looks once a second at every worker, while there are any. */
export class WorkerWatch {
  readonly #options: WorkerWatchOptions;
  #stop: Dispose | null = null;

  constructor(options: WorkerWatchOptions) {
    this.#options = options;
  }

  /** To be called when a worker came or went. */
  workersChanged(): void {
    const { workers, clock } = this.#options;
    if (workers.size > 0) {
      this.#stop ??= startSteadyTick(clock, BEAT_MS, (lateMs) => (lateMs > LATE_MS ? this.forgive() : this.#look()));
    } else {
      this.#stop?.();
      this.#stop = null;
    }
  }

  forgive(): void {
    this.#tellIf([...this.#options.workers].map((worker) => worker.forgive()));
  }

  #look(): void {
    const graceMs = this.#options.graceMs();
    this.#tellIf([...this.#options.workers].map((worker) => worker.judge(graceMs)));
  }

  #tellIf(changes: readonly boolean[]): void {
    if (changes.includes(true)) this.#options.changed();
  }
}
