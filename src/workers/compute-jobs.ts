import type { ComputeJobs } from './runtime/serve-compute-jobs';

/** What each kind of job computes in the thread. */
export const computeJobs: ComputeJobs = {
  data_load: async () => (await import('./data/run-data-load')).runDataLoad,
  training: async () => (await import('./training/training-job')).runTraining,
  backtesting: async () => (await import('./backtesting/backtesting-job')).runBacktest,
  dummy: async () => (await import('./dummy/run-dummy')).runDummy,
  agent_design: async () => (await import('./analysis/run-design')).runDesign,
  agent_assessment: async () => (await import('./analysis/run-assessment')).runAssessment,
};
