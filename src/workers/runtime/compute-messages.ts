import type { CheckpointPolicy } from '../../contract/checkpoints';
import type { Failure } from '../../contract/failure';
import type { JobSnapshot, JobType } from '../../contract/worker-protocol';
import type { JobLeaving } from '../../engine/job-control';
import type { AbruptEnd } from './end-of-thrown';

/*
 * What passes between a supervisor and its compute thread: two threads of one process and one build, so nothing
 * of it is validated. Buffers of the input are shared, not copied; states of checkpoints are handed over.
 */

/** The checkpoint an attempt goes on from, as its file held it. */
export interface StoredState {
  readonly units: number;
  /** What node:v8 made of a snapshot. */
  readonly state: Uint8Array<ArrayBuffer>;
}

export interface RunMessage {
  readonly kind: 'run';
  readonly type: JobType;
  readonly input: unknown;
  /** Bridge memory of the job. */
  readonly memory: SharedArrayBuffer;
  readonly resumeFrom: StoredState | null;
  readonly policy: CheckpointPolicy;
  /** Milliseconds since the attempt began. */
  readonly attemptAgeMs: number;
}

export type MessageToThread =
  | RunMessage
  /** The run has ended in the thread. How its operation ends decides what becomes of the work that was kept. */
  | { readonly kind: 'leave'; readonly how: JobLeaving };

/** The answer to each RunMessage. */
export type RunEnd = { readonly kind: 'completed'; readonly output: unknown } | AbruptEnd;

/** A snapshot a job has handed over, to be written. */
export interface HandedState extends StoredState {
  readonly why: 'due' | 'asked' | Exclude<JobLeaving, 'completed'>;
  /** Rows the attempt had written to the metric ring. */
  readonly metricRows: number;
  readonly progress: Omit<JobSnapshot, 'seq'>;
}

export type MessageFromThread =
  | { readonly kind: 'end'; readonly end: RunEnd }
  | { readonly kind: 'state'; readonly handed: HandedState }
  | { readonly kind: 'stateFailed'; readonly failure: Failure }
  | { readonly kind: 'warning'; readonly sentence: string }
  /** The answer to each `leave`, after the state it may have brought. */
  | { readonly kind: 'left' };
