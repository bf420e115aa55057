import { type Bars, barCount } from '../bars';
import type { PriceSource } from '../strategy/strategy';

/** The price column a strategy names. Averages of prices are new columns; the others are the bars' own, not copies. */
export function priceColumn(bars: Bars, source: PriceSource): Float64Array {
  switch (source) {
    case 'open':
    case 'high':
    case 'low':
    case 'close':
    case 'volume':
      return bars[source];
    case 'hl2':
      return averageOf(barCount(bars), (i) => (bars.high[i]! + bars.low[i]!) / 2);
    case 'hlc3':
      return averageOf(barCount(bars), (i) => (bars.high[i]! + bars.low[i]! + bars.close[i]!) / 3);
    case 'ohlc4':
      return averageOf(barCount(bars), (i) => (bars.open[i]! + bars.high[i]! + bars.low[i]! + bars.close[i]!) / 4);
  }
}

function averageOf(rows: number, valueAt: (i: number) => number): Float64Array {
  const column = new Float64Array(rows);
  for (let i = 0; i < rows; i++) column[i] = valueAt(i);
  return column;
}
