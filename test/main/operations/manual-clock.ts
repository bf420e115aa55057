import type { Clock } from '../../../src/main/clock';

/** A clock that moves only when told to, and runs what is due on the way. */
export class ManualClock implements Clock {
  #elapsed = 0;
  #due: { at: number; run: () => void }[] = [];

  constructor(private readonly start = Date.UTC(2026, 10, 23, 10, 15)) {}

  now(): number {
    return this.start + this.#elapsed;
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
