/**
 * What a running computation is given by whoever runs it, so that the engine knows no thread,
 * no port and no file. All members are synchronous and cheap enough for an inner loop.
 */
export interface JobControl {
  readonly token: JobToken;
  readonly bridge: JobBridge;
  readonly checkpoint: JobCheckpoint;
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

/**
 * Where a job leaves what it needs to go on later as if nothing had happened.
 * `state` is structured-cloneable; typed arrays in it are copied at once.
 */
export interface JobCheckpoint {
  /** The state to go on from, or null at the first attempt. */
  readonly resumeFrom: unknown;
  /** True when the policy wants a checkpoint now that `units` (epochs, bars) are done. One compare; cheap. */
  isDue(units: number): boolean;
  save(units: number, state: unknown): void;
}
