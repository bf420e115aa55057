import type { PhaseDefinition } from '../../../contract/phase';
import type { JobSnapshot } from '../../../contract/worker-protocol';
import { shareOf } from './generic-progress-manager';

/** Where counters are on the whole bar: start of their phase + its width × (done + share of the unit at hand) ÷ total. */
export function percentageAt(phases: readonly PhaseDefinition[], snapshot: JobSnapshot): number {
  const phase = phases[snapshot.phase];
  if (phase === undefined) return 0;
  const { current, total, innerCurrent, innerTotal } = snapshot;
  return phase.from + (phase.to - phase.from) * shareOf(current + shareOf(innerCurrent, innerTotal), total);
}
