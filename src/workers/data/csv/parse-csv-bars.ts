import { type Bars, sliceBars } from '../../../engine/bars';
import type { JobToken } from '../../../engine/job-control';
import { barFault } from '../bar-fault';
import { BAR_COLUMNS, sharedBars } from '../shared-bars';
import { csvFault } from './csv-fault';
import { type CsvHeader, readCsvHeader } from './csv-header';
import { parseDecimal } from './csv-number';
import { CsvProblems } from './csv-problems';
import { CsvRecords, countLines } from './csv-records';
import { textStart, utf8Of } from './csv-text';
import { parseTime, TIME_FORMATS_ACCEPTED, type TimeFormat, timeFormatOf } from './csv-time';

const ROWS_PER_LOOK = 1_024;
const LONGEST_SHOWN = 40;

export interface ParsedCsv {
  /** In shared memory. */
  readonly bars: Bars;
  readonly ignoredColumns: readonly string[];
}

/**
 * Reads a CSV text into columns of bars: one typed pass over the bytes, no object per row. `onRows` hears of progress.
 * Throws `bad_csv` naming the first wrong rows by line and column, and how many there are.
 */
export function parseCsvBars(
  bytes: Uint8Array,
  fileName: string,
  token: JobToken,
  onRows: (rows: number, estimate: number) => void,
): ParsedCsv {
  const header = readCsvHeader(bytes, textStart(bytes, fileName), fileName);
  const estimate = Math.max(1, countLines(bytes, () => token.throwIfCancelled()) - header.rowsLine + 1);
  const reader = new RowReader(bytes, header, estimate);
  while (reader.readRow()) {
    if (reader.rows % ROWS_PER_LOOK === 0) {
      token.throwIfCancelled();
      onRows(reader.rows, Math.max(reader.rows, estimate));
    }
  }
  if (reader.rows === 0) throw csvFault(`${fileName} has a header but no rows. Expected one line per bar.`);
  if (reader.problems.count > 0) throw reader.problems.toError(fileName, reader.rows);
  onRows(reader.rows, reader.rows);
  return { bars: sliceBars(reader.bars, 0, reader.rows), ignoredColumns: header.ignoredColumns };
}

/** One pass over the rows of a file. Rows with a problem leave a hole in `bars`, which then must not be used. */
class RowReader {
  rows = 0;
  readonly problems = new CsvProblems();
  readonly bars: Bars;
  readonly #records: CsvRecords;
  readonly #time: number;
  readonly #figures: readonly number[];
  #format: TimeFormat | null = null;
  /** Time of the row before; lower than any at first. */
  #previous = Number.NEGATIVE_INFINITY;

  constructor(
    readonly bytes: Uint8Array,
    readonly header: CsvHeader,
    capacity: number,
  ) {
    const { rowsStart, rowsLine, delimiter, names } = header;
    this.#records = new CsvRecords(bytes, rowsStart, rowsLine, delimiter, names.length);
    this.bars = sharedBars(capacity);
    this.#time = header.fields[0] as number;
    this.#figures = header.fields.slice(1);
  }

  /** Reads the next row into the columns; false at the end of the text. */
  readRow(): boolean {
    const records = this.#records;
    if (!records.next()) return false;
    const row = this.rows;
    this.rows += 1;
    if (records.isUnclosed) this.#report(() => ': a quotation mark is opened and never closed');
    else if (!this.#hasAllFields()) this.#report(() => this.#fieldCountFault());
    else if (this.#readTime(row) && this.#readFigures(row)) this.#checkFigures(row);
    return true;
  }

  /** Exactly the header's fields; empty ones beyond (a trailing separator) do not count. */
  #hasAllFields(): boolean {
    const { fields, ends, position } = this.#records;
    const expected = this.header.names.length;
    if (fields <= expected) return fields === expected;
    for (let index = (ends[expected - 1] as number) + 1; index < position; index += 1) {
      const byte = this.bytes[index] as number;
      if (byte !== this.header.delimiter && byte > 0x20 && byte !== 0x22) return false;
    }
    return true;
  }

  #readTime(row: number): boolean {
    const start = this.#records.starts[this.#time] as number;
    const end = this.#records.ends[this.#time] as number;
    this.#format ??= timeFormatOf(this.bytes, start, end);
    const time = this.#format === null ? Number.NaN : parseTime(this.bytes, start, end, this.#format);
    if (Number.isNaN(time)) {
      const shown = this.#shown(this.#time);
      this.#report(() => `, column ${this.#name(this.#time)}: ${shown}. Expected ${TIME_FORMATS_ACCEPTED}`);
      return false;
    }
    const previous = this.#previous;
    this.#previous = time;
    this.bars.time[row] = time;
    if (time > previous) return true;
    if (time < previous) this.problems.backward += 1;
    const order =
      time === previous ? 'the same time as the row above' : `earlier than the row above (${iso(previous)})`;
    this.#report(() => `, column ${this.#name(this.#time)}: ${iso(time)} is ${order}`);
    return false;
  }

  #readFigures(row: number): boolean {
    for (let figure = 0; figure < this.#figures.length; figure += 1) {
      const field = this.#figures[figure] as number;
      const value = parseDecimal(
        this.bytes,
        this.#records.starts[field] as number,
        this.#records.ends[field] as number,
      );
      if (!Number.isFinite(value)) {
        this.#report(() => `, column ${this.#name(field)}: ${this.#shown(field)}. Expected a number such as 1234.56`);
        return false;
      }
      this.bars[BAR_COLUMNS[figure + 1] as keyof Bars][row] = value;
    }
    return true;
  }

  #checkFigures(row: number): void {
    const { open, high, low, close, volume } = this.bars;
    const fault = barFault(
      open[row] as number,
      high[row] as number,
      low[row] as number,
      close[row] as number,
      volume[row] as number,
    );
    if (fault !== null) this.#report(() => `: ${fault}`);
  }

  #report(describe: () => string): void {
    this.problems.add(this.#records.line, describe);
  }

  #fieldCountFault(): string {
    const { fields } = this.#records;
    const count = `${fields} ${fields === 1 ? 'field' : 'fields'}`;
    return ` has ${count} where the header names ${this.header.names.length}`;
  }

  #name(field: number): string {
    return this.header.names[field] || String(field + 1);
  }

  /** What the field holds, quoted and cut, or that it is empty. */
  #shown(field: number): string {
    const start = this.#records.starts[field] as number;
    const end = this.#records.ends[field] as number;
    if (start === end) return 'the value is missing';
    const text = utf8Of(this.bytes, start, Math.min(end, start + LONGEST_SHOWN)) ?? '(not UTF-8)';
    const cut = end - start > LONGEST_SHOWN ? '…' : '';
    const kind = field === this.#time ? 'a time' : 'a number';
    return `"${text}${cut}" is not ${kind}`;
  }
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
