import type { Clock } from '../../../src/main/clock';

/** A clock that moves only when told to, and runs what is due on the way. */
export class ManualClock implements Clock {
  #elapsed = 0;
  #wallOffset = 0;
  #due: { at: number; run: () => void }[] = [];

  constructor(private readonly start = Date.UTC(2026, 10, 23, 10, 15)) {}

  now(): number {
    return this.start + this.#elapsed + this.#wallOffset;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(milliseconds: number, run: () => void): () => void {
    const entry = { at: this.#elapsed + milliseconds, run };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((one) => one !== entry);
    };
  }

  /** Somebody sets the wall clock forward, or back. */
  setWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  /** Time passes in which nothing runs: what was due on the way runs late. */
  stall(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.advance(0);
  }

  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      const next = this.#due.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.run();
    }
    this.#elapsed = end;
  }
}
