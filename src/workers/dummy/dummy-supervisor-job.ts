import { DUMMY_PHASES, dummyPhaseIndex } from '../../contract/dummy-phases';
import type { DummyRequest } from '../../contract/requests';
import type { SupervisorJob } from '../runtime/job-module';
import type { DummyOutput } from './run-dummy';

/** A dummy reads no file and leaves none. */
export const dummySupervisorJob: SupervisorJob<'dummy', DummyRequest, DummyOutput> = {
  type: 'dummy',
  phases: DUMMY_PHASES,
  loadPhase: dummyPhaseIndex('prepare'),
  savePhase: dummyPhaseIndex('finish'),
  ignoresCancel: ({ ignoreCancel }) => ignoreCancel,
  load: async (job) => job,
  save: async ({ steps }) => ({
    result: { type: 'dummy', steps },
    artifacts: [],
    trades: [],
    dataset: null,
    warnings: [],
  }),
};
