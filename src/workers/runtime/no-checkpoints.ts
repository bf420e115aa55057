import type { JobCheckpoint } from '../../engine/job-control';

/**
 * The checkpoint of a job that was given no checkpoint policy: it starts from its beginning, nothing is ever due, and
 * a state handed over all the same has no place to go. A job that can be resumed gets another JobCheckpoint here.
 */
export const noCheckpoints: JobCheckpoint = {
  resumeFrom: null,
  isDue: () => false,
  save: () => {},
};
