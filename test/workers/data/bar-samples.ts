import { type Timeframe, timeframeMs } from '../../../src/contract/timeframe';
import { type Bars, barCount } from '../../../src/engine/bars';
import { Random } from '../../../src/engine/math/random';
import { sharedBars } from '../../../src/workers/data/shared-bars';

/** A seeded walk of sound bars without gaps. */
export function walkingBars(count: number, timeframe: Timeframe = '1h', start = Date.UTC(2020, 0, 6), seed = 1): Bars {
  const random = Random.fromSeed(seed);
  const bars = sharedBars(count);
  let price = 100;
  for (let index = 0; index < count; index += 1) {
    const open = price;
    price = Math.max(1, open + random.nextUniform() - 0.5);
    bars.time[index] = start + index * timeframeMs(timeframe);
    bars.open[index] = open;
    bars.close[index] = price;
    bars.high[index] = Math.max(open, price) + random.nextUniform() / 10;
    bars.low[index] = Math.min(open, price) - random.nextUniform() / 10;
    bars.volume[index] = random.nextBelow(1_000);
  }
  return bars;
}

/** The bars as CSV text, numbers in the shortest form that reads back as the same double. */
export function csvOf(bars: Bars): string {
  const lines = ['timestamp,open,high,low,close,volume'];
  for (let index = 0; index < barCount(bars); index += 1) {
    const figures = [bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[index]);
    lines.push([new Date(bars.time[index] ?? 0).toISOString(), ...figures].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Text or bytes as a file read into shared memory. */
export function sharedBytes(content: string | Uint8Array): Uint8Array {
  const source = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const bytes = new Uint8Array(new SharedArrayBuffer(source.length));
  bytes.set(source);
  return bytes;
}
