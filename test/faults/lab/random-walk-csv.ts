import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from '../../../src/engine/math/random';

const ROWS_PER_WRITE = 10_000;

/** Writes `bars` bars of a seeded random walk as CSV, one every `minutes` from 2015 on. */
export async function writeRandomWalkCsv(path: string, bars: number, minutes: number, seed: number): Promise<void> {
  const random = Random.fromSeed(seed);
  const file = createWriteStream(path);
  file.write('time,open,high,low,close,volume\n');
  let close = 100;
  let time = Date.UTC(2015, 0, 1);
  for (let bar = 0; bar < bars; ) {
    const rows: string[] = [];
    for (const end = Math.min(bars, bar + ROWS_PER_WRITE); bar < end; bar += 1) {
      const open = close;
      close = open * (1 + 0.002 * random.nextNormal());
      const high = Math.max(open, close) * (1 + 0.001 * random.nextUniform());
      const low = Math.min(open, close) * (1 - 0.001 * random.nextUniform());
      const figures = [open, high, low, close].map((figure) => figure.toFixed(5));
      rows.push(`${new Date(time).toISOString()},${figures.join(',')},${1_000 + random.nextBelow(1_000)}\n`);
      time += minutes * 60_000;
    }
    if (!file.write(rows.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
