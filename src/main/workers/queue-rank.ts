import { PRIORITIES, type Priority } from '../../contract/queue-place';

/** Where an operation stands among those that wait for a worker of the same kind. */
export interface QueueRank {
  readonly priority: Priority;
  /** Among equals the smaller goes first. */
  readonly order: number;
}

/** Negative when `a` goes before `b`, 0 when whoever came first does. */
export const compareRanks = (a: QueueRank, b: QueueRank): number =>
  PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.order - b.order;
