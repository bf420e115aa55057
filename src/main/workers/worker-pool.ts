import { type Failure, FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Acquisition, Lease } from './lease';
import { OperationServiceProxy } from './operation-service-proxy';
import type { QueueRank } from './queue-rank';
import type { WorkerProcess } from './worker-process';
import { type Queued, WorkerQueue } from './worker-queue';

interface Request extends Queued {
  readonly grant: (lease: Lease) => void;
  readonly refuse: (reason: unknown) => void;
}

interface IdleWorker {
  readonly worker: WorkerProcess;
  readonly forget: Dispose;
}

export interface WorkerPoolOptions {
  readonly slots: number;
  /** Starts a worker of the pool's kind. */
  readonly start: () => Promise<WorkerProcess>;
  /** A worker could not be started; whoever it was for has been told. */
  readonly startFailed: () => void;
  /** How long an idle worker is kept for the next operation. */
  readonly keepWarmMs: number;
  readonly clock: Clock;
  /** The queue or the state of a worker changed. */
  readonly changed: () => void;
}

/** The workers of one kind: as many operations at once as there are slots, the others wait by their rank. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #queue = new WorkerQueue<Request>();
  /** These have a slot and wait for a worker. */
  readonly #assigned: Request[] = [];
  readonly #leases = new Set<Lease>();
  /** The one used last is used next, so that the others may go cold. */
  readonly #idle: IdleWorker[] = [];
  #starting = 0;
  #slots: number;
  #tickets = 0;
  /** Why nobody is let in; null while the pool works. */
  #refusal: Failure | null = null;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#slots = options.slots;
  }

  get slots(): number {
    return this.#slots;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** With fewer slots than before, what runs runs on; what only waits for its worker goes back to the queue. */
  setSlots(slots: number): void {
    this.#slots = slots;
    while (this.#assigned.length > 0 && this.#taken > slots) this.#queue.add(this.#assigned.pop()!);
    this.#advance();
  }

  /** What has a slot keeps it. */
  reorder(ranks: ReadonlyMap<OperationId, QueueRank>): void {
    this.#queue.reorder(ranks);
    for (const one of this.#assigned) one.rank = ranks.get(one.operationId) ?? one.rank;
    this.#options.changed();
  }

  acquire(operationId: OperationId, rank: QueueRank): Acquisition {
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    // Who abandons need not listen.
    promise.catch(() => {});
    let lease: Lease | null = null;
    const request: Request = {
      operationId,
      rank,
      ticket: ++this.#tickets,
      grant: (granted) => {
        lease = granted;
        resolve(granted);
      },
      refuse: reject,
    };
    if (this.#refusal !== null) request.refuse(new FailureError(this.#refusal));
    else this.#queue.add(request);
    this.#advance();
    return {
      position: () => this.#queue.position(request),
      granted: promise,
      abandon: () => {
        if (lease !== null) lease.release();
        else this.#withdraw(request);
      },
    };
  }

  /** Refuses all who wait and all who come, until it is reopened; what runs runs on. Workers are not its to end. */
  close(refusal: Failure): void {
    this.#refusal = refusal;
    const waiting = [...this.#assigned.splice(0), ...this.#queue.removeAll()];
    for (const request of waiting) request.refuse(new FailureError(refusal));
    this.#options.changed();
  }

  reopen(): void {
    this.#refusal = null;
    this.#options.changed();
  }

  #withdraw(request: Request): void {
    this.#queue.remove(request);
    const index = this.#assigned.indexOf(request);
    if (index >= 0) this.#assigned.splice(index, 1);
    request.refuse(new FailureError(failure('not_allowed', 'The operation was withdrawn before it got a worker.')));
    this.#advance();
  }

  get #taken(): number {
    return this.#assigned.length + this.#leases.size;
  }

  /** Hands slots to the first in the queue and workers to those that have a slot. */
  #advance(): void {
    while (this.#queue.length > 0 && this.#taken < this.#slots) {
      this.#assigned.push(this.#queue.takeNext()!);
    }
    while (this.#assigned.length > 0 && this.#idle.length > 0) {
      const { worker, forget } = this.#idle.pop()!;
      forget();
      // One that is not heard of any more is of no use to anybody.
      if (worker.isIdle) this.#grant(this.#assigned.shift()!, worker);
      else worker.kill();
    }
    while (this.#starting < this.#assigned.length) this.#startOne();
    this.#options.changed();
  }

  #grant(request: Request, worker: WorkerProcess): void {
    const proxy = new OperationServiceProxy(worker, request.operationId, this.#options.clock);
    const lease: Lease = {
      proxy,
      release: () => {
        if (proxy.state === 'started') proxy.kill();
        else proxy.abandon();
      },
    };
    this.#leases.add(lease);
    proxy.onEnd(() => {
      this.#leases.delete(lease);
      this.#keep(worker);
      this.#advance();
    });
    request.grant(lease);
  }

  #startOne(): void {
    this.#starting += 1;
    void this.#options
      .start()
      .then(
        (worker) => this.#keep(worker),
        (reason: unknown) => {
          this.#assigned.shift()?.refuse(reason);
          this.#options.startFailed();
        },
      )
      .then(() => {
        this.#starting -= 1;
        this.#advance();
      });
  }

  /** Keeps a worker that is still good for another operation, until it is needed, grows cold or ends by itself. */
  #keep(worker: WorkerProcess): void {
    if (!worker.isIdle) return;
    const remove = (): void => {
      entry.forget();
      this.#idle.splice(this.#idle.indexOf(entry), 1);
      this.#options.changed();
    };
    const dropTimer = this.#options.clock.after(this.#options.keepWarmMs, () => {
      remove();
      worker.retire();
    });
    const dropListener = worker.onExit(remove);
    const entry: IdleWorker = {
      worker,
      forget: () => {
        dropTimer();
        dropListener();
      },
    };
    this.#idle.push(entry);
  }
}
