import type { Fingerprint } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { DatasetFile } from '../../contract/worker-protocol';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';

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

/**
 * The one version that was pinned, null when none was.
 * @throws FailureError `dataset_missing` naming the version and what to do
 */
export function pinnedDataset(pins: DatasetPins | null, catalogue: DatasetCatalogue): DatasetFile | null {
  const fingerprint = pins?.datasets[0];
  return fingerprint === undefined ? null : catalogue.requireVersion(fingerprint);
}
