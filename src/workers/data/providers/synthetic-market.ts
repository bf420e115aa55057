import type { Timeframe } from '../../../contract/timeframe';
import { timeframeMs } from '../../../contract/timeframe';
import { Random } from '../../../engine/math/random';
import { isWeekend } from '../weekend';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const MINUTES_PER_DAY = 1_440;
/** Monday, 3 January 2000. */
const FIRST_DAY = 10_959;
const FIRST_PRICE = 100;
/** Standard deviation of a day's return, and of one minute's so that 1,440 of them make up a day. */
const DAILY_VOLATILITY = 0.01;
const MINUTE_VOLATILITY = DAILY_VOLATILITY / Math.sqrt(MINUTES_PER_DAY);

export interface SyntheticBar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * A made-up market, the same on every machine for a seed and symbol: a random walk from day to day, and within each
 * day a walk of 1,440 minutes from its open to its close. Any part can be asked for in any order, and the bars of a
 * longer timeframe are exactly those of the minutes they span. Open around the clock from Monday to Friday (UTC).
 */
export class SyntheticMarket {
  static readonly firstMoment = FIRST_DAY * DAY_MS;
  readonly #seed: number;
  /** Opening price of each weekday since the first day; a day closes where the next one opens. */
  readonly #opens = [FIRST_PRICE];
  readonly #walk: Random;

  constructor(seed: number, symbol: string) {
    this.#seed = (seed ^ hashOf(symbol)) >>> 0;
    this.#walk = Random.fromSeed(this.#seed);
  }

  /** The bars of the timeframe that start on this day (milliseconds at its midnight), oldest first. */
  barsOfDay(day: number, timeframe: Timeframe): SyntheticBar[] {
    if (day < SyntheticMarket.firstMoment || isWeekend(day)) return [];
    const length = timeframeMs(timeframe);
    if (length === WEEK_MS) return isMonday(day) ? [merge(this.#minutesOfWeek(day))] : [];
    const minutes = this.#minutes(day);
    const minutesPerBar = length / MINUTE_MS;
    return Array.from({ length: MINUTES_PER_DAY / minutesPerBar }, (_, index) =>
      merge(minutes.slice(index * minutesPerBar, (index + 1) * minutesPerBar)),
    );
  }

  /** Random numbers that belong to a day, for whoever leaves bars of it out. */
  randomOfDay(day: number): Random {
    return this.#random(day, 1);
  }

  #minutesOfWeek(monday: number): SyntheticBar[] {
    return [0, 1, 2, 3, 4].flatMap((index) => this.#minutes(monday + index * DAY_MS));
  }

  #minutes(day: number): SyntheticBar[] {
    const random = this.#random(day, 0);
    const number = weekdaysSinceFirst(day);
    const open = this.#openOf(number);
    const close = this.#openOf(number + 1);
    const path = bridge(open, close, random);
    return Array.from({ length: MINUTES_PER_DAY }, (_, minute) => {
      const [from, to] = [path[minute] as number, path[minute + 1] as number];
      const wick = open * MINUTE_VOLATILITY;
      return {
        time: day + minute * MINUTE_MS,
        open: from,
        high: rounded(Math.max(from, to) + wick * random.nextUniform()),
        low: rounded(Math.min(from, to) - wick * random.nextUniform()),
        close: to,
        volume: 1 + random.nextBelow(1_000),
      };
    });
  }

  #openOf(number: number): number {
    while (this.#opens.length <= number) {
      const last = this.#opens[this.#opens.length - 1] as number;
      this.#opens.push(rounded(last * (1 + DAILY_VOLATILITY * nearlyNormal(this.#walk))));
    }
    return this.#opens[number] as number;
  }

  /** A generator of its own for each day and purpose: 32 bits of seed, 16 of day, 1 of purpose. */
  #random(day: number, purpose: 0 | 1): Random {
    return Random.fromSeed((this.#seed * 65_536 + day / DAY_MS) * 2 + purpose);
  }
}

/** 1,441 prices from `open` to `close`: a random walk, bent so that it ends where it should. */
function bridge(open: number, close: number, random: Random): Float64Array {
  const walk = new Float64Array(MINUTES_PER_DAY + 1);
  for (let minute = 1; minute <= MINUTES_PER_DAY; minute += 1) {
    walk[minute] = (walk[minute - 1] as number) + open * MINUTE_VOLATILITY * nearlyNormal(random);
  }
  const excess = close - open - (walk[MINUTES_PER_DAY] as number);
  // No walk is allowed to come near zero, however unlikely it is to get there.
  return walk.map((value, minute) => rounded(Math.max(open / 2, open + value + (excess * minute) / MINUTES_PER_DAY)));
}

/** The bar that several bars in a row make up. */
function merge(bars: readonly SyntheticBar[]): SyntheticBar {
  const first = bars[0] as SyntheticBar;
  let { high, low, close, volume } = first;
  for (const bar of bars.slice(1)) {
    high = Math.max(high, bar.high);
    low = Math.min(low, bar.low);
    close = bar.close;
    volume += bar.volume;
  }
  return { time: first.time, open: first.open, high, low, close, volume };
}

/** Mean 0, variance 1, never beyond ±3.5: four uniform numbers added up. */
const nearlyNormal = (random: Random): number =>
  (random.nextUniform() + random.nextUniform() + random.nextUniform() + random.nextUniform() - 2) * Math.sqrt(3);

/** To five decimals, as prices are quoted. */
const rounded = (price: number): number => Math.round(price * 1e5) / 1e5;

const isMonday = (day: number): boolean => (day - SyntheticMarket.firstMoment) % WEEK_MS === 0;

function weekdaysSinceFirst(day: number): number {
  const days = day / DAY_MS - FIRST_DAY;
  return Math.floor(days / 7) * 5 + (days % 7);
}

/** FNV-1a over the characters, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
