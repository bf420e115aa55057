import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { FailureError, failure } from '../../contract/failure';
import { breathe } from './breathe';
import { type CheckpointHead, checkpointPrefix, piecesOf } from './checkpoint-file';
import { writePartsDurably } from './durable-file';
import { fileSha256 } from './file-hash';

export interface CheckpointOnDisk {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export type WriteCheckpoint = (
  folder: string,
  head: CheckpointHead,
  state: Uint8Array,
  signal: AbortSignal,
) => Promise<CheckpointOnDisk>;

/**
 * Writes `<folder>/<sha256>.checkpoint` and reads it back. The file is there whole and synced, or not at all; an abort
 * comes out as its reason. Never keeps the event loop longer than a piece takes.
 */
export const writeCheckpoint: WriteCheckpoint = async (folder, head, state, signal) => {
  const parts = [checkpointPrefix(head), ...piecesOf(state)];
  const content = createHash('sha256');
  for (const part of parts) {
    signal.throwIfAborted();
    content.update(part);
    await breathe();
  }
  const trailer = content.copy().digest();
  parts.push(trailer);
  const sha256 = content.update(trailer).digest('hex');
  const path = await writePartsDurably(folder, `${sha256}.checkpoint`, parts, signal);
  try {
    const read = await fileSha256(path, signal);
    if (read.sha256 !== sha256) throw notWhatWasWritten(path);
    return { path, ...read };
  } catch (thrown) {
    await rm(path, { force: true }).catch(() => {});
    throw thrown;
  }
};

const notWhatWasWritten = (path: string): FailureError =>
  new FailureError(
    failure(
      'storage_failed',
      `The checkpoint ${path} did not read back as it was written. Check the disk; the operation goes on without it.`,
    ),
  );
