import type { FailureError } from '../../../contract/failure';
import { csvFault } from './csv-fault';

/** Problems told in full; the rest is counted. */
const TOLD = 5;

const counted = (count: number): string => count.toLocaleString('en-US');

/** Collects what is wrong with the rows of one file, at most one problem a row. */
export class CsvProblems {
  count = 0;
  /** Rows whose time lies before that of the row above. */
  backward = 0;
  readonly #told: string[] = [];

  /** `describe` is called only for the problems that are told. */
  add(line: number, describe: () => string): void {
    this.count += 1;
    if (this.#told.length < TOLD) this.#told.push(`Line ${line}${describe()}.`);
  }

  /** All of it as one failure; `rows` is the count of rows in the file. */
  toError(fileName: string, rows: number): FailureError {
    const lines = [
      `${fileName} was not imported: ${counted(this.count)} of its ${counted(rows)} rows ${this.count === 1 ? 'is' : 'are'} wrong.`,
      ...this.#told,
    ];
    if (this.count > TOLD) lines.push(`And ${counted(this.count - TOLD)} more.`);
    if (rows > 1 && this.backward === rows - 1) {
      lines.push('The rows run from the newest to the oldest: sort them oldest first.');
    }
    return csvFault(lines.join('\n'));
  }
}
