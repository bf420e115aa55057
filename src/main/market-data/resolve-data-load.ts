import { isAbsolute } from 'node:path';
import { barRangeOf } from '../../contract/bar-range';
import { FailureError, failure } from '../../contract/failure';
import type { DataLoadRequest } from '../../contract/requests';
import type { JobSpecOf } from '../../contract/worker-protocol';
import type { DatasetCatalogue } from './dataset-catalogue';

export interface DataLoadPlace {
  readonly marketDataFolder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a worker needs for an import. A file replaces what was there; a provider adds to the newest version.
 * Throws for dates that are none, before anything is queued.
 */
export function resolveDataLoad(
  request: DataLoadRequest,
  catalogue: DatasetCatalogue,
  { marketDataFolder, now }: DataLoadPlace,
): JobSpecOf<'data_load'> {
  const { type, symbol, timeframe, source } = request;
  if (source.provider === 'csv') {
    if (!isAbsolute(source.path)) {
      throw new FailureError(failure('bad_arguments', `The file ${source.path} needs its whole path.`));
    }
    return { type, symbol, timeframe, source, current: null, marketDataFolder, now };
  }
  barRangeOf(source.startDate, source.endDate);
  return { type, symbol, timeframe, source, current: catalogue.newest(symbol, timeframe), marketDataFolder, now };
}
