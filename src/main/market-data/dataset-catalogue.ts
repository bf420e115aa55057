import { FailureError, failure } from '../../contract/failure';
import type { Fingerprint } from '../../contract/identifiers';
import { type Dataset, datasetSchema } from '../../contract/market-data';
import { nearestName } from '../../contract/nearest-name';
import type { Timeframe } from '../../contract/timeframe';
import type { DatasetFile } from '../../contract/worker-protocol';
import type { Statement, Storage } from '../storage/storage';

type DatasetRow = Record<keyof Dataset, string | number>;
interface FileRow {
  readonly fingerprint: Fingerprint;
  readonly path: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

const FILE_COLUMNS = 'fingerprint, path, symbol, timeframe';
const SYMBOLS_NAMED = 12;

/** What market data there are. Versions are written by the operations that import them; here they are looked up. */
export class DatasetCatalogue {
  readonly #list: Statement<DatasetRow>;
  readonly #newest: Statement<FileRow>;
  readonly #version: Statement<FileRow>;

  constructor(private readonly storage: Storage) {
    this.#list = storage.statement(
      'list datasets',
      `SELECT fingerprint, symbol, timeframe, bars, start_time AS "start", end_time AS "end",
         imported_at AS importedAt, source
       FROM datasets AS d
       WHERE NOT EXISTS (SELECT 1 FROM datasets WHERE symbol = d.symbol AND timeframe = d.timeframe
         AND (imported_at, fingerprint) > (d.imported_at, d.fingerprint))
       ORDER BY symbol, timeframe`,
    );
    this.#newest = storage.statement(
      'newest dataset',
      `SELECT ${FILE_COLUMNS} FROM datasets WHERE symbol = :symbol AND timeframe = :timeframe
       ORDER BY imported_at DESC, fingerprint DESC LIMIT 1`,
    );
    this.#version = storage.statement(
      'dataset version',
      `SELECT ${FILE_COLUMNS} FROM datasets WHERE fingerprint = :fingerprint LIMIT 1`,
    );
  }

  /** The newest version of each symbol and timeframe, by symbol. */
  list(): Dataset[] {
    return this.#list.all().map((row) => datasetSchema.parse(row));
  }

  newest(symbol: string, timeframe: Timeframe): DatasetFile | null {
    return this.#fileOf(this.#newest.get({ symbol, timeframe }));
  }

  /** The newest version. Throws `unknown_symbol`, naming what is there instead. */
  require(symbol: string, timeframe: Timeframe): DatasetFile {
    const found = this.newest(symbol, timeframe);
    if (found !== null) return found;
    throw new FailureError(failure('unknown_symbol', this.#absence(symbol, timeframe)));
  }

  /** A version that an operation pins. Throws `dataset_missing` when it is not there any more. */
  requireVersion(fingerprint: Fingerprint): DatasetFile {
    const found = this.#fileOf(this.#version.get({ fingerprint }));
    if (found !== null) return found;
    throw new FailureError(
      failure(
        'dataset_missing',
        `The market data version ${fingerprint.slice(0, 12)} is no longer there, so this cannot be run as it was. Start a new one with the data there is now.`,
        { detail: fingerprint },
      ),
    );
  }

  #fileOf(row: FileRow | undefined): DatasetFile | null {
    return row === undefined ? null : { ...row, path: this.storage.paths.absolute(row.path) };
  }

  #absence(symbol: string, timeframe: Timeframe): string {
    const known = this.list();
    if (known.length === 0)
      return `There is no market data of ${symbol} ${timeframe}, nor any other. Import some first.`;
    const symbols = [...new Set(known.map((dataset) => dataset.symbol))];
    const timeframes = known.filter((dataset) => dataset.symbol === symbol).map((dataset) => dataset.timeframe);
    if (timeframes.length > 0) {
      return `There are no ${timeframe} bars of ${symbol}, only ${timeframes.join(', ')}. Import them or take another timeframe.`;
    }
    const nearest = nearestName(symbol, symbols);
    const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
    const more = symbols.length > SYMBOLS_NAMED ? ', …' : '';
    return `There is no market data of ${symbol}.${hint} There is: ${symbols.slice(0, SYMBOLS_NAMED).join(', ')}${more}.`;
  }
}
