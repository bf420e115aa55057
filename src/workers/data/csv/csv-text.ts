import { csvFault } from './csv-fault';

/** Larger files would not leave room for their columns in memory. */
export const MOST_CSV_BYTES = 1024 ** 3;

interface Signature {
  readonly bytes: readonly number[];
  readonly message: string;
}

const SIGNATURES: readonly Signature[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    message: 'is a zip archive or an Excel workbook. Export it as CSV and import that',
  },
  { bytes: [0x1f, 0x8b], message: 'is compressed with gzip. Unpack it and import the CSV inside' },
  { bytes: [0x50, 0x41, 0x52, 0x31], message: 'is a Parquet file. Export it as CSV and import that' },
  { bytes: [0xff, 0xfe], message: 'is UTF-16 text. Save it as UTF-8 and import that' },
  { bytes: [0xfe, 0xff], message: 'is UTF-16 text. Save it as UTF-8 and import that' },
];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const PROBED_BYTES = 4_096;

/** Where the text begins (after a byte order mark). Refuses what is empty or not text at all. */
export function textStart(bytes: Uint8Array, fileName: string): number {
  const signature = SIGNATURES.find((known) => startsWith(bytes, known.bytes));
  if (signature !== undefined) throw csvFault(`${fileName} ${signature.message}.`);
  if (bytes.subarray(0, PROBED_BYTES).includes(0)) {
    throw csvFault(`${fileName} is not a text file. Expected comma-separated values in UTF-8.`);
  }
  return startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
}

const startsWith = (bytes: Uint8Array, prefix: readonly number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

/** The bytes as UTF-8 text, or null when they are not UTF-8. Copies them: a decoder refuses shared memory. */
export function utf8Of(bytes: Uint8Array, start: number, end: number): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(start, end));
  } catch {
    return null;
  }
}
