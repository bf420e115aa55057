import { createHash } from 'node:crypto';
import { type Fingerprint, fingerprintSchema } from '../../contract/identifiers';
import type { Timeframe } from '../../contract/timeframe';
import { type Bars, barCount } from '../../engine/bars';
import { textColumn } from '../../engine/math/canonical-bytes';
import { BAR_COLUMNS } from './shared-bars';

const BARS_PER_SLICE = 65_536;

/**
 * Names a dataset version by what it holds: SHA-256 over the canonical columns `symbol` and `timeframe` (one text
 * each), then `time` (milliseconds since the epoch), `open`, `high`, `low`, `close`, `volume` (little-endian doubles),
 * each column led by its head as in the engine's canonical bytes. The same bars under another symbol or timeframe
 * are another dataset; source, file format and moment of the import do not count.
 * `onBars` is called between slices and may throw to give up.
 */
export function fingerprintOf(
  bars: Bars,
  symbol: string,
  timeframe: Timeframe,
  onBars: (bars: number) => void,
): Fingerprint {
  const count = barCount(bars);
  const hash = createHash('sha256')
    .update(textColumn('symbol', [symbol]))
    .update(textColumn('timeframe', [timeframe]));
  for (const [index, name] of BAR_COLUMNS.entries()) {
    // As float64Column writes it, but in slices: one call over millions of bars would keep a cancel waiting.
    hash.update(`"${name}":f64:${count}\n`);
    const column = bars[name];
    for (let from = 0; from < count; from += BARS_PER_SLICE) {
      onBars((index * count + from) / BAR_COLUMNS.length);
      hash.update(bytesOf(column.subarray(from, from + BARS_PER_SLICE)));
    }
  }
  return fingerprintSchema.parse(hash.digest('hex'));
}

/** The memory of a column; every platform Electron runs on is little-endian. */
const bytesOf = (column: Float64Array): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
