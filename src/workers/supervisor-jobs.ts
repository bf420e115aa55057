import type { QuestionAnswerer } from './runtime/job-module';
import type { SupervisorJobs } from './runtime/supervisor';

/** What each kind of job loads and saves beside the thread. */
export const supervisorJobs: SupervisorJobs = {
  data_load: async () => (await import('./data/data-load-supervisor-job')).dataLoadSupervisorJob,
  training: async () => (await import('./training/training-supervisor-job')).trainingSupervisorJob,
  backtesting: async () => (await import('./backtesting/backtesting-supervisor-job')).backtestingSupervisorJob,
  dummy: async () => (await import('./dummy/dummy-supervisor-job')).dummySupervisorJob,
  agent_design: async () => (await import('./analysis/design-supervisor-job')).designSupervisorJob,
  agent_assessment: async () => (await import('./analysis/assessment-supervisor-job')).assessmentSupervisorJob,
};

/** Loaded with the first question, as it brings a database driver along. */
export const questionAnswerer: QuestionAnswerer = async (question) =>
  (await import('./data/answer-series-question')).answerSeriesQuestion(question);
