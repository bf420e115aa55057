/**
 * What a running computation is given by whoever runs it, so that the engine knows no thread,
 * no port and no file. All members are synchronous and cheap enough for an inner loop.
 */
export interface JobControl {
  readonly token: JobToken;
  readonly bridge: JobBridge;
  readonly checkpoint: JobCheckpoint;
  /** Tells the person something about the run, however it ends. Each sentence once per attempt. */
  warn(sentence: string): void;
}

/** Thrown by {@link JobToken.throwIfCancelled}; an outcome, not a failure. Never swallow it. */
export class JobCancelled extends Error {
  constructor() {
    super('The job was asked to stop.');
    this.name = 'JobCancelled';
  }
}

export interface JobToken {
  /** One atomic read. Look at it once per batch, or at least every 1,024 bars (10 ms of work). */
  readonly isCancelled: boolean;
  throwIfCancelled(): void;
}

/** Counters of the running phase. What a counter means is decided by the phase (see the job's phase list). */
export interface PhaseCounters {
  /** Units that are done, 0 to `total`: while the fifth of ten epochs runs it is 4. */
  current: number;
  total: number;
  /**
   * Parts that are done of the unit being worked on, for instance batches of the running epoch; back at 0 when that
   * unit is counted as done. 0 of 0 when the phase has none.
   */
  innerCurrent: number;
  innerTotal: number;
}

export interface JobBridge {
  /** Enters phase `index` of the job's phase list. Phases are entered in order; each may be entered once. */
  startPhase(index: number): void;
  /** Publishes the counters of the running phase. Call once per batch or per 1,024 bars. */
  update(current: number, total: number, innerCurrent?: number, innerTotal?: number): void;
  /**
   * Appends one metric row. `kind` and the order of `values` are those of `METRIC_KINDS` in the contract.
   * Waits (looking at the token) only while the ring is full.
   */
  metric(kind: number, values: ArrayLike<number>, durationMs: number): void;
  /** A monotonic clock in milliseconds, for durations only: its values reach no result and no hash. */
  now(): number;
}

/** Work that can be gone on with later as if nothing had happened. */
export interface Resumable {
  /** Units (epochs, bars, steps) that are done, the count of earlier attempts included. */
  readonly units: number;
  /**
   * A copy of everything needed to go on from here: plain objects, numbers, typed arrays. It belongs to the metric rows
   * written so far: whoever goes on from it writes the row after them next.
   */
  snapshot(): unknown;
}

/** How a job leaves its work: stopped by its token, by a fault, or done and still to be stored. */
export type JobLeaving = 'cancelled' | 'failed' | 'completed';

/**
 * Where a job leaves what it needs to go on later. Neither `save` nor `leave` ever throws: a checkpoint that cannot be
 * made is reported beside the job and changes nothing about how the job goes on or ends.
 */
export interface JobCheckpoint {
  /** The snapshot to go on from, or null: from the start. It was made by the same job with the same engine. */
  readonly resumeFrom: unknown;
  /** True when a checkpoint is wanted now that `units` are done: one atomic read, a compare and a look at the clock. */
  isDue(units: number): boolean;
  save(work: Resumable): void;
  /** Called once, last, by {@link withFinalCheckpoint}. What is completed is only kept until its result is stored. */
  leave(how: JobLeaving, work: Resumable): void;
}

/**
 * Runs the part of a job in which `work` exists. However it ends, by its token at any look, by a fault or by itself, the
 * work is left where it stands, so that nothing that was done is lost.
 */
export function withFinalCheckpoint<T>(checkpoint: JobCheckpoint, work: Resumable, run: () => T): T {
  let output: T;
  try {
    output = run();
  } catch (thrown) {
    checkpoint.leave(thrown instanceof JobCancelled ? 'cancelled' : 'failed', work);
    throw thrown;
  }
  checkpoint.leave('completed', work);
  return output;
}
