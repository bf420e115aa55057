import type { CheckpointPolicy } from '../../contract/checkpoints';

/** A checkpoint may cost a job about a twentieth of its time. */
const COST_FACTOR = 20;
/** Small jobs finish many units a second; what is lost with one second of work is not worth a file each. */
const LEAST_SPACING_MS = 1_000;

/**
 * When a checkpoint is due: `policy.units` units after the last one, or `policy.seconds` after it (the first: after the
 * start of the attempt), but not before the last one has been worked off {@link COST_FACTOR} times.
 */
export class CheckpointSchedule {
  readonly #policy: CheckpointPolicy;
  #dueUnits: number;
  #dueAt: number;
  #notBefore = Number.NEGATIVE_INFINITY;

  /** `units`: done before the attempt; `startedAt`: its start. Moments are milliseconds of one monotonic clock. */
  constructor(policy: CheckpointPolicy, units: number, startedAt: number) {
    this.#policy = policy;
    this.#dueUnits = units + (policy.units ?? Number.POSITIVE_INFINITY);
    this.#dueAt = startedAt + 1_000 * policy.seconds;
  }

  isDue(units: number, now: number): boolean {
    return (units >= this.#dueUnits || now >= this.#dueAt) && now >= this.#notBefore;
  }

  /** A checkpoint was made at `units`; the job stood still from `from` to `now`. */
  made(units: number, from: number, now: number): void {
    this.#dueUnits = units + (this.#policy.units ?? Number.POSITIVE_INFINITY);
    this.#dueAt = now + 1_000 * this.#policy.seconds;
    this.#notBefore = now + Math.max(LEAST_SPACING_MS, COST_FACTOR * (now - from));
  }
}
