import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobStart } from '../../src/contract/worker-protocol';

/** A first attempt that writes no checkpoint by itself; `more` replaces parts of it. */
export const freshStart = (more: Partial<JobStart> = {}): JobStart => ({
  resumeFrom: null,
  firstMetricSeq: 0,
  checkpointsFolder: join(tmpdir(), 'tradewind-no-checkpoints'),
  policy: { units: null, seconds: 3_600 },
  ...more,
});
