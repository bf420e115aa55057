import type { CheckpointPolicy } from '../../contract/checkpoints';
import type { Settings } from '../../contract/settings';
import type { JobSpec, JobStart, JobType } from '../../contract/worker-protocol';
import type { CheckpointFile } from '../operations/checkpoints-store';

/** How an attempt begins: at a checkpoint or (null) at the start, with the checkpoint policy of the settings. */
export const jobStartOf = (
  { type }: JobSpec,
  from: CheckpointFile | null,
  checkpointsFolder: string,
  settings: Settings['checkpoints'],
): JobStart => ({
  resumeFrom: from === null ? null : { path: from.path, sha256: from.sha256 },
  firstMetricSeq: from?.nextMetricSeq ?? 0,
  checkpointsFolder,
  policy: policyOf(type, settings),
});

function policyOf(type: JobType, { epochs, bars, seconds }: Settings['checkpoints']): CheckpointPolicy {
  switch (type) {
    case 'training':
      return { units: epochs, seconds };
    case 'backtesting':
      return { units: bars, seconds };
    default:
      return { units: null, seconds };
  }
}
