import { FailureError, failure } from '../../contract/failure';
import {
  type MaintenanceAnswerTo,
  type MaintenanceTask,
  maintenanceReplySchema,
} from '../../contract/maintenance-protocol';
import type { MaintenanceAdapter } from './maintenance-adapter';

/**
 * Starts a process for the task and ends it with the answer. An abort kills the process: SQLite cannot be interrupted
 * from within, and nothing it was writing has its final name yet.
 * @throws FailureError with what the process refused or how it ended; the reason of `signal` when it was aborted
 */
export async function runMaintenanceTask<T extends MaintenanceTask>(
  adapter: MaintenanceAdapter,
  task: T,
  signal: AbortSignal,
): Promise<MaintenanceAnswerTo<T>> {
  signal.throwIfAborted();
  const child = adapter.fork();
  const stop = (): void => child.kill();
  signal.addEventListener('abort', stop);
  try {
    const message = await new Promise<unknown>((resolve, reject) => {
      child.onMessage(resolve);
      child.onExit((code, output) => reject(signal.aborted ? signal.reason : ended(task, code, output)));
      child.post(task);
    });
    signal.throwIfAborted();
    const reply = maintenanceReplySchema.parse(message);
    if (reply.kind === 'refused') throw new FailureError(reply.failure);
    if (isAnswerTo(task, reply.answer)) return reply.answer;
    throw new FailureError(failure('internal', `The maintenance process was asked for ${task.kind} and did another.`));
  } finally {
    signal.removeEventListener('abort', stop);
    child.kill();
  }
}

const isAnswerTo = <T extends MaintenanceTask>(
  task: T,
  answer: { readonly kind: string },
): answer is MaintenanceAnswerTo<T> => answer.kind === task.kind;

const ended = (task: MaintenanceTask, code: number, output: string): FailureError =>
  new FailureError(
    failure(
      'worker_crashed',
      `The process that was to do a ${task.kind.replace('_', ' ')} of the profile ended by itself. Try again.`,
      {
        detail: `exit code ${code}\n${output}`,
      },
    ),
  );
