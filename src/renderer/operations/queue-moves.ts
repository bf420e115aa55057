import type { OperationId } from '../../contract/identifiers';
import type { Operation, OperationOf } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { WorkerKind } from '../../contract/workers';

/** The queue that operations of a type wait in; null: main does the work itself. */
const QUEUES: Readonly<Record<OperationType, WorkerKind | null>> = {
  training: 'training',
  backtesting: 'backtesting',
  data_load: 'data',
  dummy: 'dummy',
  indicator_compute: 'analysis',
  fuzzy_analysis: 'analysis',
  agent_design: 'analysis',
  agent_assessment: 'analysis',
  agent_research: null,
};
export const queueOf = (type: OperationType): WorkerKind | null => QUEUES[type];

type Waiting = OperationOf<'pending' | 'resuming'>;

const isWaiting = (operation: Operation): operation is Waiting =>
  (operation.status === 'pending' || operation.status === 'resuming') && operation.queuePosition !== null;

export interface QueueMoves {
  /** What it would stand before after a step up; undefined when it cannot step up. */
  readonly up: OperationId | undefined;
  /** The same for a step down; null: it becomes the last of its priority. */
  readonly down: OperationId | null | undefined;
}

const NO_MOVES: QueueMoves = { up: undefined, down: undefined };

/** One step in its queue; only among those of the same priority, since another priority always goes first or last. */
export function queueMoves(operation: Operation, all: Iterable<Operation>): QueueMoves {
  if (!isWaiting(operation)) return NO_MOVES;
  const peers = [...all]
    .filter(isWaiting)
    .filter((one) => QUEUES[one.type] === QUEUES[operation.type] && one.priority === operation.priority)
    .sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0));
  const at = peers.findIndex((one) => one.operationId === operation.operationId);
  if (at < 0) return NO_MOVES;
  return {
    up: peers[at - 1]?.operationId,
    down: at + 1 >= peers.length ? undefined : (peers[at + 2]?.operationId ?? null),
  };
}
