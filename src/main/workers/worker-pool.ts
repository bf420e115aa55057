import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Acquisition, Lease } from './lease';
import { OperationServiceProxy } from './operation-service-proxy';
import type { WorkerProcess } from './worker-process';

interface Request {
  readonly operationId: OperationId;
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
  /** How long an idle worker is kept for the next operation. */
  readonly keepWarmMs: number;
  readonly clock: Clock;
  /** The queue or the state of a worker changed. */
  readonly changed: () => void;
}

/** The workers of one kind: as many operations at once as there are slots, the others wait in the order they came. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #queue: Request[] = [];
  /** These have a slot and wait for a worker. */
  readonly #assigned: Request[] = [];
  readonly #leases = new Set<Lease>();
  /** The one used last is used next, so that the others may go cold. */
  readonly #idle: IdleWorker[] = [];
  #starting = 0;
  #slots: number;
  #isClosed = false;

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

  /** With fewer slots than before, what runs runs on; what only waits for its worker goes back to the queue's head. */
  setSlots(slots: number): void {
    this.#slots = slots;
    while (this.#assigned.length > 0 && this.#taken > slots) this.#queue.unshift(this.#assigned.pop()!);
    this.#advance();
  }

  acquire(operationId: OperationId): Acquisition {
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    // Who abandons need not listen.
    promise.catch(() => {});
    let lease: Lease | null = null;
    const request: Request = {
      operationId,
      grant: (granted) => {
        lease = granted;
        resolve(granted);
      },
      refuse: reject,
    };
    if (this.#isClosed) request.refuse(closing());
    else this.#queue.push(request);
    this.#advance();
    return {
      position: () => {
        const index = this.#queue.indexOf(request);
        return index < 0 ? null : index + 1;
      },
      granted: promise,
      abandon: () => {
        if (lease !== null) lease.release();
        else this.#withdraw(request);
      },
    };
  }

  /** Refuses all who wait and all who come. Workers are not this class's to end. */
  close(): void {
    this.#isClosed = true;
    for (const request of [...this.#assigned.splice(0), ...this.#queue.splice(0)]) request.refuse(closing());
    this.#options.changed();
  }

  #withdraw(request: Request): void {
    for (const waiting of [this.#queue, this.#assigned]) {
      const index = waiting.indexOf(request);
      if (index >= 0) waiting.splice(index, 1);
    }
    request.refuse(new FailureError(failure('not_allowed', 'The operation was withdrawn before it got a worker.')));
    this.#advance();
  }

  get #taken(): number {
    return this.#assigned.length + this.#leases.size;
  }

  /** Hands slots to the first in the queue and workers to those that have a slot. */
  #advance(): void {
    while (this.#queue.length > 0 && this.#taken < this.#slots) {
      this.#assigned.push(this.#queue.shift()!);
    }
    while (this.#assigned.length > 0 && this.#idle.length > 0) {
      const { worker, forget } = this.#idle.pop()!;
      forget();
      this.#grant(this.#assigned.shift()!, worker);
    }
    while (this.#starting < this.#assigned.length) this.#startOne();
    this.#options.changed();
  }

  #grant(request: Request, worker: WorkerProcess): void {
    const proxy = new OperationServiceProxy(worker, request.operationId);
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
        (reason: unknown) => this.#assigned.shift()?.refuse(reason),
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

const closing = (): FailureError =>
  new FailureError(failure('not_allowed', 'Tradewind is closing and starts nothing new.'));
