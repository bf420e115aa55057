import { FailureError, failure } from '../../contract/failure';
import type { CheckpointFile } from '../operations/checkpoints-store';

export interface ChosenCheckpoint {
  /** Null: there is none, so the start is where to go on. */
  readonly file: CheckpointFile | null;
  /** What a person must know when it is not the newest one; null when it is. */
  readonly warning: string | null;
}

/**
 * The newest of an operation's checkpoints (newest first) that is whole.
 * @throws FailureError `checkpoint_damaged` when there are some and none is
 */
export async function newestWholeCheckpoint(
  files: readonly CheckpointFile[],
  verify: (file: CheckpointFile) => Promise<string | null>,
): Promise<ChosenCheckpoint> {
  const faults: string[] = [];
  for (const file of files) {
    const fault = await verify(file);
    if (fault === null) return { file, warning: faults.length === 0 ? null : olderInstead(files, file, faults) };
    faults.push(`checkpoint ${file.checkpoint.number}: ${fault}`);
  }
  if (faults.length === 0) return { file: null, warning: null };
  throw new FailureError(
    failure(
      'checkpoint_damaged',
      'No checkpoint of this operation can be read any more, so it cannot go on from where it was. Start it again from the beginning; it stays as it is until then.',
      { detail: faults.join('; ') },
    ),
  );
}

const olderInstead = (
  [newest]: readonly CheckpointFile[],
  { checkpoint }: CheckpointFile,
  faults: readonly string[],
): string =>
  `The newest checkpoint (at ${percent(newest?.checkpoint.percentage ?? 0)}) is damaged (${faults.join('; ')}), so it went on from the one before, at ${percent(checkpoint.percentage)}. Nothing is lost but the time in between.`;

const percent = (value: number): string => `${Math.floor(value)} %`;
