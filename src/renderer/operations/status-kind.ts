import type { Operation } from '../../contract/operation';
import { queueWords } from './operation-words';

/** How an operation stands, as a person sees it: shape, word and colour always go together. */
export type StatusKind =
  | 'waiting'
  | 'queued'
  | 'running'
  | 'cancelling'
  | 'paused'
  | 'completed'
  | 'cancelled'
  | 'failed';

/** `isAsked`: the person asked to stop it and main has not answered yet. */
export function statusKind(operation: Operation, isAsked = false): StatusKind {
  switch (operation.status) {
    case 'pending':
    case 'resuming':
      if (isAsked) return 'cancelling';
      return operation.queuePosition === null ? 'waiting' : 'queued';
    case 'running':
      return isAsked || operation.cancelRequested !== null ? 'cancelling' : 'running';
    case 'completed':
      return 'completed';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return operation.reason === 'paused' ? 'paused' : 'cancelled';
  }
}

const WORDS: Readonly<Record<StatusKind, string>> = {
  waiting: 'Waiting',
  queued: 'Queued',
  running: 'Running',
  cancelling: 'Cancelling…',
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

export function statusWords(operation: Operation, isAsked = false): string {
  const kind = statusKind(operation, isAsked);
  return kind === 'queued' && 'queuePosition' in operation ? queueWords(operation.queuePosition) : WORDS[kind];
}
