import { assertNever } from '../../contract/assert-never';
import type { Attempt } from '../../contract/attempts';
import type { CancelReason } from '../../contract/cancellation';
import type { Checkpoint } from '../../contract/checkpoints';
import type { Operation } from '../../contract/operation';
import { bytesText, durationText, table } from './figure-text';
import { resultRows } from './result-rows';

/** How operations read in a terminal. */

const STOPPED: Readonly<Record<CancelReason, string>> = {
  user: 'cancelled',
  paused: 'paused',
  shutdown: 'paused as Tradewind closed',
  parent: 'cancelled with its parent',
  timeout: 'cancelled as its time was over',
  superseded: 'cancelled as another took its place',
};

const isPause = (reason: CancelReason): boolean => reason === 'paused' || reason === 'shutdown';

export function statusText(operation: Operation): string {
  switch (operation.status) {
    case 'cancelled':
      return isPause(operation.reason) ? 'paused' : 'cancelled';
    case 'pending':
    case 'resuming':
      return operation.queuePosition === null ? operation.status : `queued, number ${operation.queuePosition}`;
    case 'running':
      return operation.cancelRequested === null ? 'running' : 'cancelling';
    case 'completed':
    case 'failed':
      return operation.status;
    default:
      return assertNever(operation, 'operation status');
  }
}

/** The last words on an operation that did not fail. */
export function endLines(operation: Operation): string[] {
  const { title } = operation.metadata;
  if (operation.status === 'completed') {
    const rows = resultRows(operation);
    const width = Math.max(...rows.map(([label]) => label.length));
    return [`${title}: completed`, ...rows.map(([label, figure]) => `  ${label.padEnd(width)}  ${figure}`)];
  }
  if (operation.status !== 'cancelled') return [`${title}: ${statusText(operation)}`];
  const force = operation.forced ? ' (it had to be stopped by force)' : '';
  const goOn = isPause(operation.reason) ? [`  Go on with: tradewind ops resume ${operation.operationId}`] : [];
  return [`${title}: ${STOPPED[operation.reason]}${force}`, ...goOn];
}

/** One operation on its own. */
export function operationLines(operation: Operation): string[] {
  const lines = [`${operation.metadata.title} (${operation.operationId})`, `  Status   ${statusText(operation)}`];
  if (operation.status === 'completed') {
    for (const [label, figure] of resultRows(operation)) lines.push(`  ${label}: ${figure}`);
  } else if (operation.status === 'failed') {
    lines.push(`  ${operation.failure.message}`);
  } else if (operation.status === 'running') {
    lines.push(`  ${Math.floor(operation.progress.percentage)} %  ${operation.progress.currentStep}`.trimEnd());
  } else if (operation.status === 'cancelled' && operation.startedAt !== null) {
    const took = Date.parse(operation.completedAt) - Date.parse(operation.startedAt);
    lines.push(`  Stopped after ${durationText(took)}`);
  }
  return [...lines, ...operation.warnings.map((warning) => `  Note: ${warning}`)];
}

export const operationTable = (operations: readonly Operation[]): string[] =>
  table(
    ['ID', 'Title', 'Symbol', 'Status', 'Progress', 'Created'],
    operations.map((operation) => [
      operation.operationId,
      operation.metadata.title,
      operation.metadata.symbol ?? '',
      statusText(operation),
      operation.status === 'pending' ? '' : `${Math.floor(operation.progress.percentage)} %`,
      operation.createdAt,
    ]),
  );

export const attemptTable = (attempts: readonly Attempt[]): string[] =>
  table(
    ['Attempt', 'From', 'Started', 'Worked', 'End'],
    attempts.map(({ number, fromCheckpoint, fromPercentage, startedAt, durationMs, end }) => [
      String(number),
      fromCheckpoint === 0 ? 'the start' : `checkpoint ${fromCheckpoint} (${Math.floor(fromPercentage)} %)`,
      startedAt ?? 'not yet',
      durationMs === null ? '' : durationText(durationMs),
      attemptEndText(end, startedAt !== null),
    ]),
  );

function attemptEndText(end: Attempt['end'], hasStarted: boolean): string {
  if (end === null) return hasStarted ? 'running' : 'waiting';
  switch (end.outcome) {
    case 'completed':
      return 'completed';
    case 'failed':
      return `failed: ${end.failure.code}`;
    case 'cancelled':
      return `${STOPPED[end.reason]}${end.forced ? ', by force' : ''}`;
    default:
      return assertNever(end, 'end of an attempt');
  }
}

export const checkpointTable = (checkpoints: readonly Checkpoint[]): string[] =>
  table(
    ['Checkpoint', 'Attempt', 'Why', 'Done', 'Units', 'Size', 'Written'],
    checkpoints.map(({ number, attempt, cause, percentage, units, bytes, createdAt }) => [
      String(number),
      String(attempt),
      cause,
      `${Math.floor(percentage)} %`,
      String(units),
      bytesText(bytes),
      createdAt,
    ]),
  );
