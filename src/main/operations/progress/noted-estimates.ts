import { ESTIMATE_POINTS } from '../../../contract/estimates';
import type { RemainingRange } from './remaining-range';

/** What an attempt answered, at some percentage of the bar, to "how long does it take in all?". */
export interface NotedEstimate {
  readonly atPercent: number;
  readonly elapsedMs: number;
  readonly estimatedMs: number;
}

/** Notes what a running attempt says when its bar passes certain points, to be judged when it has completed. */
export class NotedEstimates {
  readonly #notes: NotedEstimate[] = [];

  get all(): readonly NotedEstimate[] {
    return this.#notes;
  }

  /** The middle of the range is the answer. Of several points passed at once only the last had an answer. */
  pass(from: number, to: number, elapsedMs: number, remaining: RemainingRange | null): void {
    const atPercent = ESTIMATE_POINTS.filter((point) => from < point && point <= to).at(-1);
    if (atPercent === undefined || remaining === null || to >= 100) return;
    const estimatedMs = elapsedMs + (remaining.lowMs + remaining.highMs) / 2;
    this.#notes.push({ atPercent, elapsedMs, estimatedMs });
  }
}
