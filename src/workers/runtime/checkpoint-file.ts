import { z } from 'zod';
import { operationIdSchema } from '../../contract/identifiers';

/**
 * A checkpoint file:
 *
 *     8 bytes   "TWCKPT\n\0"
 *     4 bytes   format version, unsigned little-endian
 *     4 bytes   length of the head, unsigned little-endian
 *     head      JSON (see below) in UTF-8
 *     state     what node:v8 makes of the job's snapshot, to 32 bytes before the end
 *     32 bytes  SHA-256 of everything before
 *
 * Its name is the SHA-256 of the whole file.
 */
export const CHECKPOINT_MAGIC = Buffer.from('TWCKPT\n\0', 'latin1');
export const CHECKPOINT_FORMAT = 1;
export const CHECKPOINT_PREFIX_BYTES = CHECKPOINT_MAGIC.length + 8;
export const CHECKPOINT_TRAILER_BYTES = 32;

/** Pieces of this size are hashed in about a millisecond. */
export const CHECKPOINT_PIECE_BYTES = 1 << 18;

export const checkpointHeadSchema = z.strictObject({
  operationId: operationIdSchema,
  engineVersion: z.string(),
  jobHash: z.string(),
  units: z.number().int().min(0),
  nextMetricSeq: z.number().int().min(0),
  createdAt: z.iso.datetime(),
  /** Random: two checkpoints of the same state are two files, so that the one can go while the other stays. */
  nonce: z.uuid(),
});
export type CheckpointHead = z.infer<typeof checkpointHeadSchema>;

/** Everything before the state. */
export function checkpointPrefix(head: CheckpointHead): Uint8Array {
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(CHECKPOINT_FORMAT, 0);
  numbers.writeUInt32LE(text.length, 4);
  return Buffer.concat([CHECKPOINT_MAGIC, numbers, text]);
}

export function* piecesOf(content: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < content.length; from += CHECKPOINT_PIECE_BYTES) {
    yield content.subarray(from, Math.min(content.length, from + CHECKPOINT_PIECE_BYTES));
  }
}
