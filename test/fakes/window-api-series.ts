import type { EquitySeries, PriceSeries } from '../../src/contract/chart-series';
import type { Trade } from '../../src/contract/trades';

const DAY_MS = 86_400_000;

/** Seeded numbers in [0, 1), so that what is drawn is the same each time. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A walk that looks like a daily index, weekends left out. */
export function generatedPrices(seed: number, bars: number, start: number, stepMs = DAY_MS): PriceSeries {
  const random = randomNumbers(seed);
  const series = {
    time: new Float64Array(bars),
    open: new Float64Array(bars),
    high: new Float64Array(bars),
    low: new Float64Array(bars),
    close: new Float64Array(bars),
    volume: new Float64Array(bars),
  };
  let price = 1_200;
  let time = start;
  let drift = 0;
  for (let bar = 0; bar < bars; bar += 1) {
    while (stepMs === DAY_MS && [0, 6].includes(new Date(time).getUTCDay())) time += DAY_MS;
    if (bar % 180 === 0) drift = (random() - 0.42) * 0.0022;
    const open = price * (1 + (random() - 0.5) * 0.004);
    const close = open * (1 + drift + (random() - 0.5) * 0.022);
    series.time[bar] = time;
    series.open[bar] = open;
    series.close[bar] = close;
    series.high[bar] = Math.max(open, close) * (1 + random() * 0.006);
    series.low[bar] = Math.min(open, close) * (1 - random() * 0.006);
    series.volume[bar] = 2e9 + random() * 2e9;
    price = close;
    time += stepMs;
  }
  return { ...series, total: bars };
}

/** Long and short positions held for a while, with the costs of both sides. */
export function generatedTrades(prices: PriceSeries, seed: number, capital: number): Trade[] {
  const random = randomNumbers(seed);
  const trades: Trade[] = [];
  const bars = prices.time.length;
  let bar = 5;
  while (bar < bars - 2) {
    const held = Math.min(3 + Math.floor(random() * 24), bars - 1 - bar);
    const entryPrice = prices.open[bar] ?? 1;
    const exitPrice = prices.open[bar + held] ?? entryPrice;
    const side = random() > 0.25 ? ('long' as const) : ('short' as const);
    const quantity = Math.max(1, Math.floor((capital * 0.25) / entryPrice));
    const gross = (side === 'long' ? exitPrice - entryPrice : entryPrice - exitPrice) * quantity;
    const entryCommission = entryPrice * quantity * 0.001;
    const exitCommission = exitPrice * quantity * 0.001;
    const netPnl = gross - entryCommission - exitCommission;
    trades.push({
      entryTime: new Date(prices.time[bar] ?? 0).toISOString(),
      exitTime: new Date(prices.time[bar + held] ?? 0).toISOString(),
      side,
      quantity,
      entryPrice,
      exitPrice,
      entryCommission,
      exitCommission,
      grossPnl: gross,
      netPnl,
      returnFraction: netPnl / (entryPrice * quantity),
      bars: held,
      exitReason: bar + held >= bars - 1 ? 'end_of_range' : 'signal',
    });
    bar += held + 2 + Math.floor(random() * 14);
  }
  return trades;
}

/** Equity that follows from the trades: realised at each exit, the open position marked linearly between. */
export function equityOf(prices: PriceSeries, trades: readonly Trade[], capital: number): EquitySeries {
  const bars = prices.time.length;
  const equity = new Float64Array(bars);
  const drawdown = new Float64Array(bars);
  const benchmark = new Float64Array(bars);
  const first = prices.close[0] ?? 1;
  let peak = capital;
  for (let bar = 0; bar < bars; bar += 1) {
    const time = prices.time[bar] ?? 0;
    let value = capital;
    for (const trade of trades) {
      const entry = Date.parse(trade.entryTime);
      const exit = Date.parse(trade.exitTime);
      if (time >= exit) value += trade.netPnl;
      else if (time >= entry) value += (trade.netPnl * (time - entry)) / Math.max(1, exit - entry);
    }
    equity[bar] = value;
    peak = Math.max(peak, value);
    drawdown[bar] = (peak - value) / peak;
    benchmark[bar] = (capital * (prices.close[bar] ?? first)) / first;
  }
  return { time: prices.time, equity, drawdown, benchmark, total: bars };
}

type Columns = Record<string, Float64Array>;

/** The part of columns a window asks for, thinned to the wanted points. */
export function windowOf<T extends Columns>(
  columns: T & { readonly time: Float64Array },
  window: { readonly from: number | null; readonly to: number | null; readonly points: number },
): T & { total: number } {
  const wanted: number[] = [];
  columns.time.forEach((time, index) => {
    if (time >= (window.from ?? Number.NEGATIVE_INFINITY) && time <= (window.to ?? Number.POSITIVE_INFINITY)) {
      wanted.push(index);
    }
  });
  const stride = Math.max(1, Math.ceil(wanted.length / window.points));
  const kept = wanted.filter((_, place) => place % stride === 0 || place === wanted.length - 1);
  const entries = Object.entries(columns as Columns).map(([key, column]) => [
    key,
    Float64Array.from(kept, (index) => column[index] ?? 0),
  ]);
  return { ...Object.fromEntries(entries), total: wanted.length } as T & { total: number };
}
