import type { Fingerprint } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';

/** What an operation pinned when it was asked for: whoever runs it again reads exactly that. */
export interface DatasetPins {
  /** In the order of `metadata.datasets`. */
  readonly datasets: readonly Fingerprint[];
  /** Milliseconds since the epoch of the moment that counts as now in it. */
  readonly at: number;
}

export const pinsOf = ({ metadata, createdAt }: Operation): DatasetPins => ({
  datasets: metadata.datasets,
  at: Date.parse(createdAt),
});
