import type { Fingerprint } from '../../contract/identifiers';
import type { Timeframe } from '../../contract/timeframe';
import type { Bars } from '../../engine/bars';

/** What the supervisor hands to the thread: text still to be read, or bars a provider gave. Columns are shared. */
export interface DataLoadInput {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Name of the file or provider, for messages and for the dataset. */
  readonly sourceName: string;
  readonly fetched: FetchedText | FetchedBars;
  /** What the fetch already has to tell the person. */
  readonly warnings: readonly string[];
}

export interface FetchedText {
  readonly form: 'csv';
  readonly bytes: Uint8Array;
}

export interface FetchedBars {
  readonly form: 'bars';
  /** The version that is there; none of its bars is ever lost. */
  readonly current: Bars | null;
  /** In any order, each with its bars oldest first. */
  readonly parts: readonly Bars[];
}

/** What the thread hands back: a dataset version that only has to be written. */
export interface DataLoadOutput {
  readonly sourceName: string;
  readonly bars: Bars;
  readonly fingerprint: Fingerprint;
  readonly ignoredColumns: readonly string[];
}
