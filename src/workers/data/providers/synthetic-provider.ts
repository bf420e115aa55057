import type { Timeframe } from '../../../contract/timeframe';
import type { Bars } from '../../../engine/bars';
import { breathe } from '../../runtime/breathe';
import type { Sleep } from '../abortable-sleep';
import { BAR_COLUMNS, sharedBars } from '../shared-bars';
import type { DataProvider } from './data-provider';
import { type SyntheticBar, SyntheticMarket } from './synthetic-market';
import { AROUND_THE_CLOCK_ON_WEEKDAYS } from './trading-hours';

const DAY_MS = 86_400_000;

export interface SyntheticProviderOptions {
  readonly seed: number;
  /** Milliseconds each fetch takes. */
  readonly delayMs: number;
  /** Share of bars it does not have, 0 to 1. */
  readonly gapShare: number;
  /** Zero-based numbers of the fetches that fail. */
  readonly failingAttempts: readonly number[];
}

/** Makes its bars up; for demonstrations and tests, with gaps, delays and failures on demand. */
export class SyntheticProvider implements DataProvider<Bars> {
  readonly name: string;
  readonly tradingHours = AROUND_THE_CLOCK_ON_WEEKDAYS;
  readonly #failing: ReadonlySet<number>;
  #attempts = 0;
  #market: { readonly symbol: string; readonly market: SyntheticMarket } | null = null;

  constructor(
    readonly options: SyntheticProviderOptions,
    readonly sleep: Sleep,
  ) {
    this.name = `synthetic (seed ${options.seed})`;
    this.#failing = new Set(options.failingAttempts);
  }

  /** It has whatever is asked for. */
  async validateSymbol(): Promise<void> {}

  async headTimestamp(): Promise<number> {
    return SyntheticMarket.firstMoment;
  }

  async fetch(symbol: string, timeframe: Timeframe, start: number, end: number, token: AbortSignal): Promise<Bars> {
    const attempt = this.#attempts;
    this.#attempts += 1;
    await this.sleep(this.options.delayMs, token);
    if (this.#failing.has(attempt)) throw new Error(`attempt ${attempt} was told to fail`);

    const market = this.#marketOf(symbol);
    const bars: SyntheticBar[] = [];
    for (let day = Math.floor(start / DAY_MS) * DAY_MS; day < end; day += DAY_MS) {
      for (const bar of this.#barsOfDay(market, day, timeframe))
        if (bar.time >= start && bar.time < end) bars.push(bar);
      await breathe();
      token.throwIfAborted();
    }
    return columnsOf(bars);
  }

  #barsOfDay(market: SyntheticMarket, day: number, timeframe: Timeframe): SyntheticBar[] {
    const bars = market.barsOfDay(day, timeframe);
    if (this.options.gapShare === 0) return bars;
    // Drawn for the whole day, so that a bar is missing whatever span it is asked for in.
    const random = market.randomOfDay(day);
    return bars.filter(() => random.nextUniform() >= this.options.gapShare);
  }

  #marketOf(symbol: string): SyntheticMarket {
    if (this.#market?.symbol !== symbol) {
      this.#market = { symbol, market: new SyntheticMarket(this.options.seed, symbol) };
    }
    return this.#market.market;
  }
}

function columnsOf(list: readonly SyntheticBar[]): Bars {
  const bars = sharedBars(list.length);
  for (const [index, bar] of list.entries()) for (const column of BAR_COLUMNS) bars[column][index] = bar[column];
  return bars;
}
