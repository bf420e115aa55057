import { assessmentPhaseIndex } from '../../contract/assessment-phases';
import type { AgentAssessmentResult } from '../../contract/results';
import type { JobSpecOf } from '../../contract/worker-protocol';
import { ENGINE_VERSION } from '../../engine/engine-version';
import type { JobControl } from '../../engine/job-control';
import { assess, assessmentHashColumns } from '../../engine/research/assess';
import { sha256OfColumns } from '../runtime/column-hash';

export type AssessmentInput = Pick<JobSpecOf<'agent_assessment'>, 'candidates'>;

export interface AssessmentOutput {
  readonly result: AgentAssessmentResult;
}

/** Judges at most sixteen candidates: a matter of microseconds, so one look before it is enough. */
export function runAssessment({ candidates }: AssessmentInput, { token, bridge }: JobControl): AssessmentOutput {
  bridge.startPhase(assessmentPhaseIndex('assess'));
  bridge.update(0, candidates.length);
  token.throwIfCancelled();
  const assessment = assess(candidates);
  bridge.update(candidates.length, candidates.length);
  return {
    result: {
      type: 'agent_assessment',
      ...assessment,
      assessmentHash: sha256OfColumns(assessmentHashColumns(assessment)),
      engineVersion: ENGINE_VERSION,
    },
  };
}
