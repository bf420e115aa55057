import { FailureError, failure } from '../../contract/failure';
import type { WorkerKind } from '../../contract/workers';
import type { Clock } from '../clock';
import type { WorkerProcess } from './worker-process';

const HELLO_TIMEOUT_MS = 5_000;
/** Before each further try. */
const BACK_OFF_MS = [1_000, 2_000, 4_000];

/**
 * Forks workers until one says hello.
 * @throws FailureError `worker_did_not_start` after the last try, or once `signal` is aborted.
 */
export async function startWorker(
  kind: WorkerKind,
  fork: () => WorkerProcess,
  clock: Clock,
  signal: AbortSignal,
): Promise<WorkerProcess> {
  for (let attempt = 0; ; attempt += 1) {
    if (signal.aborted) throw didNotStart(kind, 'Tradewind is closing', '');
    const worker = fork();
    const hello = await worker.awaitHello(HELLO_TIMEOUT_MS);
    if (hello.kind === 'hello') return worker;
    worker.kill();
    const pause = BACK_OFF_MS[attempt];
    if (!hello.again) throw didNotStart(kind, hello.why, 'Close Tradewind and install it again.');
    if (pause === undefined) {
      throw didNotStart(kind, `${attempt + 1} tries, at last ${hello.why}`, 'Close other programs and try again.');
    }
    await new Promise<void>((resolve) => {
      const dropTimer = clock.after(pause, resolve);
      signal.addEventListener('abort', () => [dropTimer(), resolve()], { once: true });
    });
  }
}

const didNotStart = (kind: WorkerKind, why: string, whatToDo: string): FailureError =>
  new FailureError(failure('worker_did_not_start', `The ${kind} worker did not start (${why}). ${whatToDo}`.trim()));
