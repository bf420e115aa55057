import { AsyncCancellationToken } from './cancellation-token';

/** One worker's time with one operation. */
export interface WorkerSession {
  readonly operationId: string;
  /** Settles when the operation has ended in its worker or the worker is gone; never rejects. */
  readonly ended: Promise<unknown>;
}

/**
 * Bound to a worker's life: cancelled as `superseded` when its session is over, and with the app's own reason when the
 * app goes down. For whatever waits on a worker: it never waits on the dead.
 */
export class SessionCancellationToken extends AsyncCancellationToken {
  constructor(session: WorkerSession, shutdown: AbortSignal) {
    super(session.operationId);
    const goDown = (): void => void this.cancel('shutdown');
    if (shutdown.aborted) goDown();
    else shutdown.addEventListener('abort', goDown, { once: true });
    void session.ended.then(() => {
      shutdown.removeEventListener('abort', goDown);
      this.cancel('superseded', 'its worker has ended');
    });
  }
}
