import { type Fingerprint, fingerprintSchema } from '../../contract/identifiers';
import type { Timeframe } from '../../contract/timeframe';
import type { Bars } from '../../engine/bars';
import { float64Column, textColumn } from '../../engine/math/canonical-bytes';
import { sha256OfColumns } from '../runtime/column-hash';
import { BAR_COLUMNS } from './shared-bars';

/**
 * Names a dataset version by what it holds: SHA-256 over the canonical columns `symbol` and `timeframe` (one text
 * each), then `time` (milliseconds since the epoch), `open`, `high`, `low`, `close`, `volume` (doubles). The same bars
 * under another symbol or timeframe are another dataset; source, file format and moment of the import do not count.
 * `look` is called every few milliseconds and may throw to give up.
 */
export const fingerprintOf = (bars: Bars, symbol: string, timeframe: Timeframe, look: () => void): Fingerprint =>
  fingerprintSchema.parse(
    sha256OfColumns(
      [
        textColumn('symbol', [symbol]),
        textColumn('timeframe', [timeframe]),
        ...BAR_COLUMNS.map((name) => float64Column(name, bars[name])),
      ],
      look,
    ),
  );
