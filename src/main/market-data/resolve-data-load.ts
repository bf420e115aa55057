import { isAbsolute } from 'node:path';
import { barRangeOf } from '../../contract/bar-range';
import { FailureError, failure } from '../../contract/failure';
import type { DataLoadRequest } from '../../contract/requests';
import type { DatasetFile, JobSpecOf } from '../../contract/worker-protocol';

export interface DataLoadPlace {
  /** The version a provider adds to; null when there is none. */
  readonly current: DatasetFile | null;
  readonly marketDataFolder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a worker needs for an import. A file replaces what was there; a provider adds to it.
 * Throws for dates that are none, before anything is queued.
 */
export function resolveDataLoad(
  request: DataLoadRequest,
  { current, marketDataFolder, now }: DataLoadPlace,
): JobSpecOf<'data_load'> {
  const { type, symbol, timeframe, source } = request;
  if (source.provider === 'csv') {
    if (!isAbsolute(source.path)) {
      throw new FailureError(failure('bad_arguments', `The file ${source.path} needs its whole path.`));
    }
    return { type, symbol, timeframe, source, current: null, marketDataFolder, now };
  }
  barRangeOf(source.startDate, source.endDate);
  return { type, symbol, timeframe, source, current, marketDataFolder, now };
}
