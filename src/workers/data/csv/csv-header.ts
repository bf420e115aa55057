import { BAR_COLUMNS } from '../shared-bars';
import { csvFault } from './csv-fault';
import { CsvRecords } from './csv-records';
import { utf8Of } from './csv-text';

/** Names of the time column, the most exact first: of several the first one found is read. */
const TIME_NAMES = ['timestamp', 'datetime', 'date', 'time'] as const;
const FIGURE_NAMES = BAR_COLUMNS.slice(1);
const DELIMITERS = [',', ';', '\t'] as const;
const MOST_COLUMNS = 1_000;
const LONGEST_HEADER = 100_000;
const EXPECTED = 'Expected a first line such as date,open,high,low,close,volume (any case, any order).';

export interface CsvHeader {
  readonly delimiter: number;
  /** Names as the file writes them. */
  readonly names: readonly string[];
  /** Field index of time, open, high, low, close, volume. */
  readonly fields: readonly number[];
  readonly ignoredColumns: readonly string[];
  /** Offset and line of the first record after the header. */
  readonly rowsStart: number;
  readonly rowsLine: number;
}

/** Reads the first record of the text as names of columns. Throws `bad_csv` when they are not what is needed. */
export function readCsvHeader(bytes: Uint8Array, start: number, fileName: string): CsvHeader {
  const first = new CsvRecords(bytes, start, 1, 0, 1);
  if (!first.next()) throw csvFault(`${fileName} is empty. ${EXPECTED}`);
  if (first.position - start > LONGEST_HEADER) {
    throw csvFault(`Line ${first.line} of ${fileName} is too long for names of columns. ${EXPECTED}`);
  }
  const headerText = utf8Of(bytes, start, first.position);
  if (headerText === null) throw csvFault(`${fileName} is not UTF-8 text. Save it as UTF-8 and import that.`);

  const delimiter = mostFrequent(headerText);
  const records = new CsvRecords(bytes, start, 1, delimiter.charCodeAt(0), MOST_COLUMNS);
  records.next();
  if (records.fields > MOST_COLUMNS) {
    throw csvFault(`Line ${records.line} of ${fileName} names ${records.fields} columns, more than ${MOST_COLUMNS}.`);
  }
  const names = Array.from({ length: records.fields }, (_, index) =>
    (utf8Of(bytes, records.starts[index] as number, records.ends[index] as number) ?? '').replaceAll('""', '"'),
  );
  const where = `Line ${records.line} of ${fileName}`;
  const fields = [timeField(names, where), ...figureFields(names, where)];
  return {
    delimiter: delimiter.charCodeAt(0),
    names,
    fields,
    ignoredColumns: names.flatMap((name, index) => (fields.includes(index) ? [] : [name || `column ${index + 1}`])),
    rowsStart: records.position,
    rowsLine: records.nextLine,
  };
}

/** The separator that occurs most often outside quotes; a comma when none does. */
function mostFrequent(text: string): (typeof DELIMITERS)[number] {
  const unquoted = text.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((one) => unquoted.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function timeField(names: readonly string[], where: string): number {
  const lower = names.map((name) => name.toLowerCase());
  const has = (name: string): boolean => lower.includes(name);
  if (has('date') && has('time') && !has('timestamp') && !has('datetime')) {
    throw csvFault(`${where} names both a date and a time column. Join them into one column named datetime.`);
  }
  const name = TIME_NAMES.find(has);
  if (name !== undefined) return onlyField(lower, name, where);
  if (lower[0] === '') return 0;
  throw csvFault(`${where} names no time column (${listed(names)}). Name it timestamp, datetime, date or time.`);
}

function figureFields(names: readonly string[], where: string): readonly number[] {
  const lower = names.map((name) => name.toLowerCase());
  const missing = FIGURE_NAMES.filter((name) => !lower.includes(name));
  if (missing.length > 0) {
    const columns = missing.length === 1 ? 'column' : 'columns';
    throw csvFault(`${where} lacks the ${columns} ${missing.join(', ')} (it has ${listed(names)}). ${EXPECTED}`);
  }
  return FIGURE_NAMES.map((name) => onlyField(lower, name, where));
}

function onlyField(lower: readonly string[], name: string, where: string): number {
  const field = lower.indexOf(name);
  if (lower.lastIndexOf(name) !== field) {
    throw csvFault(`${where} names the column ${name} twice. Remove or rename one of them.`);
  }
  return field;
}

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 12).map((name) => (name === '' ? '(blank)' : name.slice(0, 40)));
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
};
