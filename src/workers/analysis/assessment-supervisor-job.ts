import { ASSESSMENT_PHASES, assessmentPhaseIndex } from '../../contract/assessment-phases';
import type { SupervisorJob } from '../runtime/job-module';
import type { AssessmentInput, AssessmentOutput } from './run-assessment';

/** An assessment is given everything it judges; it reads no file and leaves none. */
export const assessmentSupervisorJob: SupervisorJob<'agent_assessment', AssessmentInput, AssessmentOutput> = {
  type: 'agent_assessment',
  phases: ASSESSMENT_PHASES,
  loadPhase: assessmentPhaseIndex('load'),
  savePhase: assessmentPhaseIndex('save'),
  load: async ({ candidates }) => ({ candidates }),
  save: async ({ result }) => ({ result, artifacts: [], trades: [], dataset: null, warnings: [] }),
};
