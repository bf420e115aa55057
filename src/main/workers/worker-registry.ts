import { randomBytes } from 'node:crypto';
import type { OperationId } from '../../contract/identifiers';
import type { Settings } from '../../contract/settings';
import type { WorkerQuestion } from '../../contract/worker-protocol';
import { WORKER_KINDS, type WorkerKind, type WorkersSnapshot } from '../../contract/workers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { Acquisition } from './lease';
import { type AnswerTo, QuestionWorker } from './question-worker';
import { startWorker } from './start-worker';
import type { WorkerAdapter } from './worker-adapter';
import { WorkerPool } from './worker-pool';
import { WorkerProcess } from './worker-process';

export interface WorkerRegistryOptions {
  readonly adapter: WorkerAdapter;
  readonly slots: Settings['slots'];
  readonly clock: Clock;
  readonly log: Logger;
  /** How long an idle worker is kept. */
  readonly keepWarmMs?: number;
}

export interface WorkerHealth {
  readonly workerId: string;
  /** Less than three beats missed. */
  readonly healthy: boolean;
  readonly missedBeats: number;
  readonly silentForMs: number;
}

const KEEP_WARM_MS = 60_000;
const BEAT_MS = 1_000;
const BEATS_TO_MISS = 3;

/** Every worker process there is, and who may run what in them. */
export class WorkerRegistry {
  readonly #options: WorkerRegistryOptions;
  readonly #workers = new Set<WorkerProcess>();
  readonly #pools: Readonly<Record<WorkerKind, WorkerPool>>;
  readonly #questions: QuestionWorker;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();

  constructor(options: WorkerRegistryOptions) {
    const { slots, clock, keepWarmMs = KEEP_WARM_MS } = options;
    this.#options = options;
    const pool = (kind: WorkerKind): WorkerPool =>
      new WorkerPool({
        slots: slots[kind],
        start: () => this.#start(kind),
        keepWarmMs,
        clock,
        changed: () => this.#changed(),
      });
    this.#pools = {
      training: pool('training'),
      backtesting: pool('backtesting'),
      data: pool('data'),
      dummy: pool('dummy'),
    };
    this.#questions = new QuestionWorker(() => this.#start('data'), keepWarmMs, clock);
  }

  /** Takes a place in the queue of that kind; the lease follows when a slot is free and a worker is ready. */
  acquire(kind: WorkerKind, operationId: OperationId): Acquisition {
    return this.#pools[kind].acquire(operationId);
  }

  /** Holds at once for what waits, and for what runs when it has ended. */
  setSlots(slots: Settings['slots']): void {
    for (const kind of WORKER_KINDS) this.#pools[kind].setSlots(slots[kind]);
  }

  /**
   * Asks a data worker beside all operations: it needs no slot and waits for none.
   * @throws FailureError when there is no answer.
   */
  ask<Q extends WorkerQuestion>(question: Q): Promise<AnswerTo<Q>> {
    return this.#questions.ask(question);
  }

  /** Called when a queue moved or a worker came, went, or changed its state. */
  onChange(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  snapshot(): WorkersSnapshot {
    const perKind = (value: (pool: WorkerPool) => number): Record<WorkerKind, number> => ({
      training: value(this.#pools.training),
      backtesting: value(this.#pools.backtesting),
      data: value(this.#pools.data),
      dummy: value(this.#pools.dummy),
    });
    return {
      workers: [...this.#workers].map((worker) => worker.info()),
      slots: perKind((pool) => pool.slots),
      queued: perKind((pool) => pool.queued),
    };
  }

  /** From the heartbeats alone: asks nobody and so waits for nobody. */
  healthCheckAll(): readonly WorkerHealth[] {
    return [...this.#workers].map((worker) => {
      const silentForMs = worker.silentForMs();
      const missedBeats = Math.max(0, Math.floor(silentForMs / BEAT_MS) - 1);
      return { workerId: worker.workerId, healthy: missedBeats < BEATS_TO_MISS, missedBeats, silentForMs };
    });
  }

  /** Refuses everything from now on, kills every worker and settles when the last one is gone. */
  async shutdown(): Promise<void> {
    this.#closing.abort();
    for (const kind of WORKER_KINDS) this.#pools[kind].close();
    await Promise.all([...this.#workers].map((worker) => this.#end(worker)));
  }

  #end(worker: WorkerProcess): Promise<void> {
    return new Promise((resolve) => {
      worker.onExit(resolve);
      worker.kill();
    });
  }

  #start(kind: WorkerKind): Promise<WorkerProcess> {
    return startWorker(kind, () => this.#fork(kind), this.#options.clock, this.#closing.signal);
  }

  #fork(kind: WorkerKind): WorkerProcess {
    const { adapter, clock, log } = this.#options;
    const workerId = `${kind}-worker-${randomBytes(4).toString('hex')}`;
    const worker = new WorkerProcess({ adapter, workerId, workerKind: kind, clock, log });
    this.#workers.add(worker);
    worker.onExit(() => {
      this.#workers.delete(worker);
      this.#changed();
    });
    this.#changed();
    return worker;
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
