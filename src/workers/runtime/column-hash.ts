import { createHash } from 'node:crypto';

/** What is hashed between two looks at the token: a millisecond of work. */
const SLICE_BYTES = 1_048_576;

/** SHA-256 in hex over columns of canonical bytes, one after the other. `look` may throw to give up. */
export function sha256OfColumns(columns: readonly Uint8Array[], look: () => void = () => {}): string {
  const hash = createHash('sha256');
  for (const column of columns) {
    for (let start = 0; start < column.length; start += SLICE_BYTES) {
      look();
      hash.update(column.subarray(start, start + SLICE_BYTES));
    }
  }
  return hash.digest('hex');
}
