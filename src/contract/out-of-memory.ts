import { type Failure, failure } from './failure';

/** A computing thread or a whole worker that needed more memory than it could get. */
export const outOfMemory = (detail: string): Failure =>
  failure(
    'out_of_memory',
    'The job needed more memory than it could get. Choose a shorter date range or a smaller network, or close other programs.',
    { detail },
  );
