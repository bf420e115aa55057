import type { Operation } from '../../contract/operation';

const RANK: Readonly<Record<Operation['status'], number>> = {
  pending: 0,
  resuming: 1,
  running: 2,
  completed: 3,
  failed: 3,
  cancelled: 3,
};

const seqOf = (operation: Operation): number => (operation.status === 'pending' ? -1 : operation.progress.seq);

/** True when `state` was published before `known`: both are states of the same operation. */
export function isOlderState(state: Operation, known: Operation): boolean {
  const difference = seqOf(state) - seqOf(known);
  return difference === 0 ? RANK[state.status] < RANK[known.status] : difference < 0;
}
