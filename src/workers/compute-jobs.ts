import type { ComputeJobs } from './runtime/serve-compute-jobs';

/** What each kind of job computes in the thread. */
export const computeJobs: ComputeJobs = {
  dummy: async () => (await import('./dummy/run-dummy')).runDummy,
};
