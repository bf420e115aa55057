import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { breathe } from './breathe';
import {
  CHECKPOINT_FORMAT,
  CHECKPOINT_MAGIC,
  CHECKPOINT_PREFIX_BYTES,
  CHECKPOINT_TRAILER_BYTES,
  type CheckpointHead,
  checkpointHeadSchema,
  piecesOf,
} from './checkpoint-file';
import type { StoredState } from './compute-messages';

export interface ExpectedCheckpoint {
  /** Of the whole file. */
  readonly sha256: string;
  readonly operationId: OperationId;
  readonly jobHash: string;
  readonly engineVersion: string;
  readonly nextMetricSeq: number;
}

/**
 * Reads a checkpoint and checks all of it. Throws FailureError `checkpoint_damaged` when it is missing, not whole or of
 * another run, `engine_changed` when another engine wrote it; an abort comes out as its reason.
 */
export async function readCheckpoint(
  path: string,
  expected: ExpectedCheckpoint,
  signal: AbortSignal,
): Promise<StoredState> {
  const content = await readWhole(path, signal);
  const end = content.length - CHECKPOINT_TRAILER_BYTES;
  if (end < CHECKPOINT_PREFIX_BYTES) throw damaged(path, 'it is too short');
  const hash = createHash('sha256');
  for (const piece of piecesOf(content.subarray(0, end))) {
    hash.update(piece);
    await breathe();
    signal.throwIfAborted();
  }
  const trailer = hash.copy().digest();
  if (!trailer.equals(content.subarray(end))) throw damaged(path, 'its content does not match its checksum');
  if (hash.update(trailer).digest('hex') !== expected.sha256) throw damaged(path, 'it is another file than was stored');
  const { head, stateAt } = headOf(path, content.subarray(0, end));
  if (head.engineVersion !== expected.engineVersion) throw engineChanged(head.engineVersion, expected.engineVersion);
  if (head.operationId !== expected.operationId) throw damaged(path, `it belongs to ${head.operationId}`);
  if (head.jobHash !== expected.jobHash) throw damaged(path, 'it belongs to a run with another strategy, data or seed');
  if (head.nextMetricSeq !== expected.nextMetricSeq) {
    const what = `its next metric row is ${head.nextMetricSeq} where ${expected.nextMetricSeq} is expected`;
    throw damaged(path, what);
  }
  return { units: head.units, state: content.subarray(stateAt, end) };
}

async function readWhole(path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const content = new Uint8Array((await file.stat()).size);
    let filled = 0;
    for (const piece of piecesOf(content)) {
      for (let got = 0; got < piece.length; ) {
        const { bytesRead } = await file.read(piece, got, piece.length - got, filled + got);
        if (bytesRead === 0) throw damaged(path, 'it ends too early');
        got += bytesRead;
      }
      filled += piece.length;
      signal.throwIfAborted();
    }
    return content;
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof FailureError) throw thrown;
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    throw damaged(path, isMissing ? 'it is no longer there' : `it cannot be read (${String(thrown)})`);
  } finally {
    await file?.close();
  }
}

/** The checksum has proved who wrote it; what does not fit comes from another version of the format. */
function headOf(path: string, content: Uint8Array): { readonly head: CheckpointHead; readonly stateAt: number } {
  const prefix = Buffer.from(content.buffer, content.byteOffset, content.length);
  const isCheckpoint = CHECKPOINT_MAGIC.equals(prefix.subarray(0, CHECKPOINT_MAGIC.length));
  if (!isCheckpoint) throw damaged(path, 'it is no checkpoint');
  const format = prefix.readUInt32LE(CHECKPOINT_MAGIC.length);
  if (format !== CHECKPOINT_FORMAT) {
    throw damaged(path, `it has format ${format} where this version reads ${CHECKPOINT_FORMAT}`);
  }
  const stateAt = CHECKPOINT_PREFIX_BYTES + prefix.readUInt32LE(CHECKPOINT_MAGIC.length + 4);
  try {
    const text = prefix.toString('utf8', CHECKPOINT_PREFIX_BYTES, stateAt);
    return { head: checkpointHeadSchema.parse(JSON.parse(text)), stateAt };
  } catch (thrown) {
    throw damaged(path, `its head cannot be read (${String(thrown)})`);
  }
}

const damaged = (path: string, what: string): FailureError =>
  new FailureError(
    failure(
      'checkpoint_damaged',
      'The checkpoint cannot be used. Resume from an older one, or start the operation again from the beginning.',
      { detail: `${path}: ${what}` },
    ),
  );

const engineChanged = (was: string, is: string): FailureError =>
  new FailureError(
    failure(
      'engine_changed',
      `The checkpoint was made with engine ${was}, this is engine ${is}, whose figures may differ. ` +
        'Start the operation again from the beginning.',
    ),
  );
