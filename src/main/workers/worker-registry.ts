import { randomBytes } from 'node:crypto';
import { type Failure, FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Settings } from '../../contract/settings';
import type { WorkerQuestion } from '../../contract/worker-protocol';
import { WORKER_KINDS, type WorkerKind, type WorkersSnapshot } from '../../contract/workers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import { Listeners } from '../listeners';
import type { Logger } from '../log/logger';
import { KindCircuit } from './kind-circuit';
import type { Acquisition } from './lease';
import { type AnswerTo, QuestionWorker } from './question-worker';
import type { QueueRank } from './queue-rank';
import { startWorker } from './start-worker';
import type { WorkerAdapter } from './worker-adapter';
import { WorkerPool } from './worker-pool';
import { WorkerProcess } from './worker-process';
import { WorkerWatch } from './worker-watch';

export interface WorkerRegistryOptions {
  readonly adapter: WorkerAdapter;
  readonly slots: Settings['slots'];
  /** Milliseconds for which work may show as unresponsive before it is ended; read anew each time. */
  readonly unresponsiveGraceMs: () => number;
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
const BEATS_TO_MISS = 3;

/** Every worker process there is, and who may run what in them. */
export class WorkerRegistry {
  readonly #options: WorkerRegistryOptions;
  readonly #workers = new Set<WorkerProcess>();
  readonly #pools: Readonly<Record<WorkerKind, WorkerPool>>;
  readonly #questions: QuestionWorker;
  readonly #circuits: Readonly<Record<WorkerKind, KindCircuit>>;
  readonly #watch: WorkerWatch;
  readonly #listeners = new Listeners<void>();
  readonly #closing = new AbortController();

  constructor(options: WorkerRegistryOptions) {
    const { slots, clock, unresponsiveGraceMs: graceMs, keepWarmMs = KEEP_WARM_MS } = options;
    this.#options = options;
    const changed = (): void => this.#changed();
    this.#pools = perKind(
      (kind) =>
        new WorkerPool({
          slots: slots[kind],
          start: () => this.#start(kind),
          startFailed: () => this.#startFailed(kind),
          keepWarmMs,
          clock,
          changed,
        }),
    );
    this.#circuits = perKind((kind) => new KindCircuit(kind, clock));
    this.#watch = new WorkerWatch({ workers: this.#workers, graceMs, clock, changed });
    this.#questions = new QuestionWorker(() => this.#startForQuestions(), keepWarmMs, clock);
  }

  /** Takes a place in the queue of that kind; the lease follows when a slot is free and a worker is ready. */
  acquire(kind: WorkerKind, operationId: OperationId, rank: QueueRank): Acquisition {
    return this.#pools[kind].acquire(operationId, rank);
  }

  /** New ranks for operations that wait; those that are not named keep theirs, those that have a slot keep it. */
  reorder(ranks: ReadonlyMap<OperationId, QueueRank>): void {
    for (const kind of WORKER_KINDS) this.#pools[kind].reorder(ranks);
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

  /** Starts workers of a kind again that was stopped because they kept dying. */
  restart(kind: WorkerKind): void {
    if (this.#circuits[kind].stopped === null || this.#closing.signal.aborted) return;
    this.#circuits[kind].restart();
    this.#pools[kind].reopen();
  }

  /** Silence up to now counts for nothing: the computer slept, or main was away. */
  forgive(): void {
    this.#watch.forgive();
  }

  /** Called when a queue moved or a worker came, went, or changed its state. */
  onChange(listener: () => void): Dispose {
    return this.#listeners.add(listener);
  }

  snapshot(): WorkersSnapshot {
    return {
      workers: [...this.#workers].map((worker) => worker.info()),
      slots: perKind((kind) => this.#pools[kind].slots),
      queued: perKind((kind) => this.#pools[kind].queued),
      stopped: WORKER_KINDS.flatMap((kind) => this.#circuits[kind].stopped ?? []),
    };
  }

  /** From the heartbeats alone: asks nobody and so waits for nobody. */
  healthCheckAll(): readonly WorkerHealth[] {
    return [...this.#workers].map((worker) => {
      const missedBeats = worker.missedBeats();
      const healthy = missedBeats < BEATS_TO_MISS;
      return { workerId: worker.workerId, healthy, missedBeats, silentForMs: worker.silentForMs() };
    });
  }

  /** Refuses everything from now on, kills every worker and settles when the last one is gone. */
  async shutdown(): Promise<void> {
    this.#closing.abort();
    for (const kind of WORKER_KINDS) this.#pools[kind].close(CLOSING);
    await Promise.all([...this.#workers].map((worker) => this.#end(worker)));
  }

  #end(worker: WorkerProcess): Promise<void> {
    return new Promise((resolve) => {
      worker.onExit(() => resolve());
      worker.kill();
    });
  }

  #start(kind: WorkerKind): Promise<WorkerProcess> {
    return startWorker(kind, () => this.#fork(kind), this.#options.clock, this.#closing.signal);
  }

  async #startForQuestions(): Promise<WorkerProcess> {
    try {
      return await this.#start('data');
    } catch (error) {
      this.#startFailed('data');
      throw error;
    }
  }

  #startFailed(kind: WorkerKind): void {
    if (this.#closing.signal.aborted) return;
    this.#circuits[kind].didNotStart();
    this.#stopIfBroken(kind);
  }

  /** Who waits is told now: left in the queue, they would seem to wait for a turn that does not come by itself. */
  #stopIfBroken(kind: WorkerKind): void {
    const stopped = this.#circuits[kind].stopped;
    if (stopped === null || this.#closing.signal.aborted) return;
    this.#options.log.error(`${kind} workers are not started again: ${stopped.why}`);
    this.#pools[kind].close(stoppedFailure(kind, stopped.why));
  }

  /** @throws FailureError when workers of that kind are not started any more. */
  #fork(kind: WorkerKind): WorkerProcess {
    const { adapter, clock, log } = this.#options;
    const { stopped } = this.#circuits[kind];
    if (stopped !== null) throw new FailureError(stoppedFailure(kind, stopped.why));
    const workerId = `${kind}-worker-${randomBytes(4).toString('hex')}`;
    const worker = new WorkerProcess({ adapter, workerId, workerKind: kind, clock, log });
    this.#workers.add(worker);
    // Before its operation ends and the next one asks for a worker.
    worker.onExit(({ exit, wanted, served }) => {
      this.#workers.delete(worker);
      this.#watch.workersChanged();
      if (served && !wanted) {
        this.#circuits[kind].died(exit);
        this.#stopIfBroken(kind);
      }
      this.#changed();
    });
    this.#watch.workersChanged();
    this.#changed();
    return worker;
  }

  #changed(): void {
    this.#listeners.tell();
  }
}

const perKind = <T>(value: (kind: WorkerKind) => T): Record<WorkerKind, T> => ({
  training: value('training'),
  backtesting: value('backtesting'),
  data: value('data'),
  dummy: value('dummy'),
  analysis: value('analysis'),
});

const CLOSING = failure('not_allowed', 'Tradewind is closing and starts nothing new.');

const stoppedFailure = (kind: WorkerKind, why: string): Failure =>
  failure(
    'worker_kind_stopped',
    `Tradewind starts no more ${kind} workers: ${why}. Start them again under Workers, then try again or resume the operation.`,
  );
