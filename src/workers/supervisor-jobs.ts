import type { SupervisorJobs } from './runtime/supervisor';

/** What each kind of job loads and saves beside the thread. */
export const supervisorJobs: SupervisorJobs = {
  dummy: async () => (await import('./dummy/dummy-supervisor-job')).dummySupervisorJob,
};
