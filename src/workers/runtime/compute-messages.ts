import type { JobType } from '../../contract/worker-protocol';
import type { AbruptEnd } from './end-of-thrown';

/**
 * What passes between a supervisor and its compute thread: two threads of one process and one build, so nothing
 * of it is validated. Buffers of the input are shared, not copied.
 */
export interface RunMessage {
  readonly type: JobType;
  readonly input: unknown;
  /** Bridge memory of the job. */
  readonly memory: SharedArrayBuffer;
}

/** The answer to each RunMessage. */
export type RunEnd = { readonly kind: 'completed'; readonly output: unknown } | AbruptEnd;
