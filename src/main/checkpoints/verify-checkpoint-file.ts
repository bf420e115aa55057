import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CheckpointFile } from '../operations/checkpoints-store';

/** A piece of this size is hashed in well under a frame; between pieces main does other things. */
const PIECE_BYTES = 1 << 18;

/**
 * Reads a checkpoint file in pieces and compares it with what was stored of it. Answers with what is wrong with it, in
 * words, or null when it is whole.
 * @throws what the file system says when that may pass: too many open files, a busy disk
 */
export async function verifyCheckpointFile({ path, sha256, checkpoint }: CheckpointFile): Promise<string | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
  } catch (error) {
    if (isPassing(error)) throw error;
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? 'it is no longer there'
      : `it cannot be read (${error})`;
  }
  if (bytes !== checkpoint.bytes) return `it has ${bytes} bytes where ${checkpoint.bytes} were written`;
  return hash.digest('hex') === sha256 ? null : 'its content is not what was written';
}

const PASSING = ['EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'EINTR'];

/** True for faults of the moment, which say nothing about the file. */
export const isPassing = (error: unknown): boolean =>
  PASSING.includes((error as NodeJS.ErrnoException | null)?.code ?? '');
