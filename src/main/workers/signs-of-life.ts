/** A supervisor beats once a second. */
export const BEAT_MS = 1_000;
const MISSES_TO_COUNT = 3;

/** What keeps silent, and for how many milliseconds: the process, or only the job in it. */
export interface Silence {
  readonly of: 'process' | 'job';
  readonly ms: number;
}

/** What a heartbeat says about the job: milliseconds since its last report, and within how many one was due. */
export interface JobReport {
  readonly ageMs: number;
  readonly dueMs: number;
}

/** How many have not come, when one was due every so often. The first may be late by one interval: it is on its way. */
export const missedOf = (silentMs: number, everyMs: number): number => Math.max(0, Math.floor(silentMs / everyMs) - 1);

/**
 * What was last heard from one worker, in moments of a monotonic clock. Only time in which this process could have
 * heard something counts: what lies before `forgive` is forgotten.
 */
export class SignsOfLife {
  #lastSign: number;
  #report: { readonly at: number; readonly said: JobReport } | null = null;
  /** No silence began before this. */
  #countsFrom: number;
  /** When the present job began; a report from before is about another. */
  #jobFrom: number;

  constructor(now: number) {
    this.#lastSign = now;
    this.#countsFrom = now;
    this.#jobFrom = now;
  }

  sign(now: number): void {
    this.#lastSign = now;
  }

  /** Null: no job runs, or it owes no report. */
  report(now: number, said: JobReport | null): void {
    this.#report = said === null ? null : { at: now, said };
  }

  jobBegan(now: number): void {
    this.#jobFrom = now;
    this.#report = null;
  }

  forgive(now: number): void {
    this.#countsFrom = now;
  }

  /** Milliseconds since anything was heard. */
  silentForMs(now: number): number {
    return now - Math.max(this.#lastSign, this.#countsFrom);
  }

  missedBeats(now: number): number {
    return missedOf(this.silentForMs(now), BEAT_MS);
  }

  /** What has missed three times in a row; null when all is well. */
  silence(now: number): Silence | null {
    if (this.missedBeats(now) >= MISSES_TO_COUNT) return { of: 'process', ms: this.silentForMs(now) };
    if (this.#report === null) return null;
    const { at, said } = this.#report;
    const ms = Math.min(said.ageMs, at - Math.max(this.#countsFrom, this.#jobFrom));
    // A job is heard through the beats, so it cannot be judged more finely than they come.
    return missedOf(ms, Math.max(BEAT_MS, said.dueMs)) >= MISSES_TO_COUNT ? { of: 'job', ms } : null;
  }
}
