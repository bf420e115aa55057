import type { Failure } from '../../contract/failure';
import type { JobOutcome } from '../../contract/worker-protocol';

/** How the work of an operation ended in its worker, whatever happened to the worker. */
export type JobEnd =
  | { readonly kind: 'completed'; readonly outcome: JobOutcome }
  /** `forced`: its thread or process had to be ended. Why it was cancelled is known to whoever asked. */
  | { readonly kind: 'cancelled'; readonly forced: boolean; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly warnings: readonly string[] };
