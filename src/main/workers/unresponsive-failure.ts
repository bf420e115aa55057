import { type Failure, failure } from '../../contract/failure';
import type { WorkerKind } from '../../contract/workers';
import type { Silence } from './signs-of-life';

/** Work that was ended because nothing was heard of it. `phase`: label of the one it was last in. */
export function unresponsiveFailure(kind: WorkerKind, silence: Silence, phase: string | null): Failure {
  const who = silence.of === 'process' ? `The ${kind} worker did not answer` : 'The job reported nothing';
  const where = phase === null ? '' : ` in the phase ${phase}`;
  return failure('unresponsive', `${who} for ${Math.round(silence.ms / 1_000)} s${where} and was ended. ${GOES_ON}`, {
    phase,
  });
}

/** What to do after work was lost without its fault. */
export const GOES_ON =
  'Resume the operation: it goes on from its last checkpoint, or from the start when there is none yet.';
