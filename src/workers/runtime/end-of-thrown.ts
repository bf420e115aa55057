import { type Failure, failure, failureOf } from '../../contract/failure';
import { outOfMemory } from '../../contract/out-of-memory';
import { JobCancelled } from '../../engine/job-control';
import { JobInputError } from '../../engine/job-input-error';

/** How a job that threw ended. */
export type AbruptEnd = { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly failure: Failure };

/** The one place that decides what a thrown value means. */
export function endOfThrown(thrown: unknown): AbruptEnd {
  if (thrown instanceof JobCancelled) return { kind: 'cancelled' };
  if (thrown instanceof JobInputError) return { kind: 'failed', failure: failure(thrown.code, thrown.message) };
  if (isOutOfMemory(thrown)) return { kind: 'failed', failure: outOfMemory(String(thrown)) };
  return { kind: 'failed', failure: failureOf(thrown) };
}

function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY') return true;
  // What V8 throws when a typed array or a shared buffer cannot be had.
  return thrown instanceof RangeError && /allocation failed/i.test(thrown.message);
}
