import type { OperationId } from '../../contract/identifiers';
import { compareRanks, type QueueRank } from './queue-rank';

export interface Queued {
  readonly operationId: OperationId;
  rank: QueueRank;
  /** Counts those that came; who waits with an equal rank goes in this order. */
  readonly ticket: number;
}

/** Those that wait, the next one first, whatever happens to their ranks meanwhile. */
export class WorkerQueue<T extends Queued> {
  #waiting: T[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  add(one: T): void {
    this.#waiting.push(one);
    this.#sort();
  }

  /** Place from 1; null for one that does not wait. */
  position(one: T): number | null {
    const index = this.#waiting.indexOf(one);
    return index < 0 ? null : index + 1;
  }

  takeNext(): T | undefined {
    return this.#waiting.shift();
  }

  remove(one: T): void {
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }

  removeAll(): T[] {
    return this.#waiting.splice(0);
  }

  /** Operations without a new rank keep theirs. */
  reorder(ranks: ReadonlyMap<OperationId, QueueRank>): void {
    for (const one of this.#waiting) one.rank = ranks.get(one.operationId) ?? one.rank;
    this.#sort();
  }

  #sort(): void {
    this.#waiting.sort((a, b) => compareRanks(a.rank, b.rank) || a.ticket - b.ticket);
  }
}
