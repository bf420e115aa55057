import { existsSync } from 'node:fs';
import { FailureError, failure } from '../../contract/failure';
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
 * @throws FailureError `dataset_missing` when the version or its file is gone, naming it and what to do
 */
export function pinnedDataset(pins: DatasetPins | null, catalogue: DatasetCatalogue): DatasetFile | null {
  const fingerprint = pins?.datasets[0];
  if (fingerprint === undefined) return null;
  const dataset = catalogue.requireVersion(fingerprint);
  // Found out now, it is a refusal that changes nothing; found out by the worker, it would be a failed attempt.
  if (existsSync(dataset.path)) return dataset;
  const { symbol, timeframe, path } = dataset;
  throw new FailureError(
    failure(
      'dataset_missing',
      `The file of ${symbol} ${timeframe} that this works on is no longer there (${path}). Import the same data again or put it back from a copy.`,
      { detail: fingerprint },
    ),
  );
}
