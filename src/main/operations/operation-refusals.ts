import { assertNever } from '../../contract/assert-never';
import { type Failure, failure, type Outcome } from '../../contract/failure';
import type { Operation } from '../../contract/operation';
import type { OperationStatus } from '../../contract/operation-status';

export const unknownOperation = (id: string): Failure =>
  failure('unknown_operation', `There is no operation ${id}. \`tradewind ops list\` shows those there are.`);

/** Why an operation may not move to a status; nothing was changed. */
export const moveRefused = (operation: Operation, to: OperationStatus): Failure =>
  failure('not_allowed', `This operation ${stateInWords(operation)}, so it cannot ${moveInWords(to)}.`, {
    detail: `${operation.operationId}: ${operation.status} → ${to}`,
  });

/** The answer to a move that is not allowed, or of an operation there is not. */
export const refusedMove = (id: string, before: Operation | null, to: OperationStatus): Outcome<never> => ({
  ok: false,
  failure: before === null ? unknownOperation(id) : moveRefused(before, to),
});

/** What launch finds of an earlier session that ended without a word. */
export function closedWhile(operation: Operation): Failure {
  const message =
    operation.status === 'running'
      ? `Tradewind was closed while this was running, at ${Math.floor(operation.progress.percentage)} %. What was recorded until then is kept. Resume it to go on from its newest checkpoint.`
      : 'Tradewind was closed before this was started. Resume it to start it.';
  return failure('app_closed', message);
}

/** Why a parent failed: its child did. */
export const childFailed = ({ operationId, type, metadata }: Operation, reason: Failure): Failure =>
  failure(
    'child_failed',
    `“${metadata.title}” (${type.replaceAll('_', ' ')}), which is a part of this, failed: ${reason.message}`,
    { detail: `${operationId}: ${reason.code}` },
  );

export const notWaiting = (operation: Operation): Failure =>
  failure('not_allowed', `This operation ${stateInWords(operation)}, so it cannot be taken from the queue.`, {
    detail: operation.operationId,
  });

export const stoppedUnasked = (): Failure =>
  failure('internal', 'The work stopped although nobody asked it to. Start it again.');

export const differingMetric = (id: string, seq: number): Failure =>
  failure(
    'nondeterministic',
    'Running this again gave other figures than before, so the result cannot be trusted. Start a new operation and report this.',
    { detail: `${id}: metric ${seq} differs from the stored one` },
  );

function stateInWords({ status }: Operation): string {
  switch (status) {
    case 'pending':
    case 'resuming':
      return 'is waiting to start';
    case 'running':
      return 'is running';
    case 'completed':
      return 'has already completed';
    case 'failed':
      return 'has already failed';
    case 'cancelled':
      return 'has already been cancelled';
    default:
      return assertNever(status, 'status');
  }
}

function moveInWords(to: OperationStatus): string {
  switch (to) {
    case 'pending':
      return 'wait again';
    case 'resuming':
      return 'be resumed';
    case 'running':
      return 'be started';
    case 'completed':
      return 'complete';
    case 'failed':
      return 'fail';
    case 'cancelled':
      return 'be cancelled';
    default:
      return assertNever(to, 'status');
  }
}
