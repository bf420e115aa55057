import type { Operation } from '../../contract/operation';
import type { StopAsk } from '../store/asked-to-stop';
import { isPause, isPaused } from '../store/paused';
import { queueWords } from './queue-words';

/** How an operation stands, as a person sees it: shape, word and colour always go together. */
export type StatusKind =
  | 'waiting'
  | 'queued'
  | 'resuming'
  | 'running'
  | 'unresponsive'
  | 'pausing'
  | 'cancelling'
  | 'paused'
  | 'completed'
  | 'cancelled'
  | 'failed';

/** `ask`: what the person asked for and main has not answered for yet. */
export function statusKind(operation: Operation, ask: StopAsk | null = null): StatusKind {
  if (ask !== null && !('completedAt' in operation)) return ask.how === 'pause' ? 'pausing' : 'cancelling';
  switch (operation.status) {
    case 'pending':
      return operation.queuePosition === null ? 'waiting' : 'queued';
    case 'resuming':
      return 'resuming';
    case 'running':
      if (operation.cancelRequested !== null) {
        return isPause(operation.cancelRequested.reason) ? 'pausing' : 'cancelling';
      }
      return operation.unresponsiveSince === null ? 'running' : 'unresponsive';
    case 'completed':
      return 'completed';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return isPaused(operation) ? 'paused' : 'cancelled';
  }
}

const WORDS: Readonly<Record<StatusKind, string>> = {
  waiting: 'Waiting',
  queued: 'Queued',
  resuming: 'Resuming…',
  running: 'Running',
  unresponsive: 'Not responding',
  pausing: 'Pausing…',
  cancelling: 'Cancelling…',
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

export function statusWords(operation: Operation, ask: StopAsk | null = null): string {
  const kind = statusKind(operation, ask);
  if (kind === 'queued' && 'queuePosition' in operation) return queueWords(operation.queuePosition);
  if (kind === 'resuming' && 'queuePosition' in operation && operation.queuePosition !== null) {
    return `Resuming, ${queueWords(operation.queuePosition).toLowerCase()}`;
  }
  return WORDS[kind];
}
