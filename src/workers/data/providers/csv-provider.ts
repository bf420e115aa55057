import { basename } from 'node:path';
import { FailureError, failure } from '../../../contract/failure';
import { symbolSchema } from '../../../contract/market-data';
import { readCsvFile } from '../csv/read-csv-file';
import type { FetchedText } from '../data-load-exchange';
import type { DataProvider } from './data-provider';

/** One CSV file as a provider: it has bars of whatever symbol the person says, and only as a whole. */
export class CsvProvider implements DataProvider<FetchedText> {
  readonly name: string;
  readonly tradingHours = null;

  constructor(
    readonly path: string,
    readonly onBytes: (bytes: number, total: number) => void,
  ) {
    this.name = basename(path);
  }

  async validateSymbol(symbol: string): Promise<void> {
    const parsed = symbolSchema.safeParse(symbol);
    if (!parsed.success) {
      throw new FailureError(failure('bad_arguments', parsed.error.issues[0]?.message ?? `${symbol} is not a symbol.`));
    }
  }

  /** Only a whole pass over the file tells; it is made in the compute thread. */
  async headTimestamp(): Promise<null> {
    return null;
  }

  async fetch(
    _symbol: string,
    _timeframe: string,
    _start: number,
    _end: number,
    token: AbortSignal,
  ): Promise<FetchedText> {
    return { form: 'csv', bytes: await readCsvFile(this.path, token, this.onBytes) };
  }
}
