import type { PhaseDefinition } from '../../../contract/phase';
import type { PhaseProgress } from '../../../contract/progress';

/** Where an attempt is in its phases, and how long it spent in each. Moments are readings of a monotonic clock. */
export class PhaseClock {
  /** Index of the running phase; -1 before the first, the number of phases after the last. */
  #running = -1;
  #share = 0;
  #enteredAt = 0;
  /** By index; a phase too short to be seen has 0. */
  readonly #durations: number[] = [];

  constructor(private readonly phases: readonly PhaseDefinition[]) {}

  get running(): number {
    return this.#running;
  }

  get enteredAt(): number {
    return this.#enteredAt;
  }

  get done(): number {
    return Math.max(0, this.#running);
  }

  /** Phases that were passed over between two looks count as done in no time. */
  enter(index: number, now: number): void {
    if (this.#running >= 0) this.#durations[this.#running] = now - this.#enteredAt;
    this.#running = index;
    this.#share = 0;
    this.#enteredAt = now;
  }

  /** Takes time in which nothing worked out of the running phase. */
  excludeTime(milliseconds: number, now: number): void {
    this.#enteredAt = Math.min(now, this.#enteredAt + Math.max(0, milliseconds));
  }

  /** Share of the running phase, 0 to 1. */
  reach(share: number): void {
    this.#share = Math.max(this.#share, share);
  }

  read(now: number): PhaseProgress[] {
    return this.phases.map(({ id, label }, index) => {
      if (index < this.#running) {
        return { id, label, state: 'done', percentage: 100, durationMs: this.#durations[index] ?? 0 };
      }
      if (index > this.#running) return { id, label, state: 'waiting', percentage: 0, durationMs: null };
      return { id, label, state: 'running', percentage: this.#share * 100, durationMs: now - this.#enteredAt };
    });
  }
}
