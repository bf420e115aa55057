import { createHash } from 'node:crypto';
import type { CanonicalColumn } from '../../engine/math/canonical-bytes';

/** SHA-256 in hex over columns, one after the other. `look` is called before each piece and may throw to give up. */
export function sha256OfColumns(columns: readonly CanonicalColumn[], look: () => void = () => {}): string {
  const hash = createHash('sha256');
  for (const column of columns) {
    for (const piece of column) {
      look();
      hash.update(piece);
    }
  }
  return hash.digest('hex');
}
