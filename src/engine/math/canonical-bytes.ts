import { asciiBytes, asciiJson } from './ascii-json';

/**
 * Columns as bytes for hashing, the same on every machine: a line `name:type:count\n` in ASCII, then the values
 * little-endian. The head makes the concatenation of columns unambiguous.
 */
function column(name: string, type: string, count: number, bytesPerValue: number): { bytes: Uint8Array; at: number } {
  const head = asciiBytes(`${asciiJson(name)}:${type}:${count}\n`);
  const bytes = new Uint8Array(head.length + count * bytesPerValue);
  bytes.set(head);
  return { bytes, at: head.length };
}

/** Doubles. Every NaN is written as the same quiet NaN, as its bits may differ between runtimes. */
export function float64Column(name: string, values: ArrayLike<number>): Uint8Array {
  const { bytes, at } = column(name, 'f64', values.length, 8);
  const view = new DataView(bytes.buffer, at);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      view.setUint32(8 * i, 0, true);
      view.setUint32(8 * i + 4, 0x7ff8_0000, true);
    } else {
      view.setFloat64(8 * i, value, true);
    }
  }
  return bytes;
}

/** Whole numbers from −2^31 to 2^31 − 1. */
export function int32Column(name: string, values: ArrayLike<number>): Uint8Array {
  const { bytes, at } = column(name, 'i32', values.length, 4);
  const view = new DataView(bytes.buffer, at);
  for (let i = 0; i < values.length; i++) view.setInt32(4 * i, values[i]!, true);
  return bytes;
}

/** Texts as ASCII JSON strings (other characters as \u escapes), each ended by a line feed. */
export function textColumn(name: string, values: readonly string[]): Uint8Array {
  const head = column(name, 'text', values.length, 0).bytes;
  const body = asciiBytes(values.map((value) => `${asciiJson(value)}\n`).join(''));
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}
