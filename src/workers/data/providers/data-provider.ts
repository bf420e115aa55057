import type { Timeframe } from '../../../contract/timeframe';
import type { TradingHours } from './trading-hours';

/**
 * Where market data come from. Every call stops when `token` is aborted and then throws its reason. A provider that
 * knows symbols gives `Bars`; one that reads a file gives its text, which the compute thread parses.
 */
export interface DataProvider<Delivery> {
  /** For messages, and kept with the dataset as its source. */
  readonly name: string;
  /** When its markets are open; null when it does not say. */
  readonly tradingHours: TradingHours | null;
  /** Throws `unknown_symbol` (or what else makes it impossible) when there is nothing to be had for it. */
  validateSymbol(symbol: string, token: AbortSignal): Promise<void>;
  /** Start of its earliest bar in milliseconds since the epoch; null when it does not know. */
  headTimestamp(symbol: string, timeframe: Timeframe, token: AbortSignal): Promise<number | null>;
  /** The bars that start in [start, end), oldest first. */
  fetch(symbol: string, timeframe: Timeframe, start: number, end: number, token: AbortSignal): Promise<Delivery>;
}
