import { asciiBytes, asciiJson } from './ascii-json';

/**
 * Columns as bytes for hashing, the same on every machine: a line `"name":type:count` in ASCII, then the values
 * little-endian. The head makes the concatenation of columns unambiguous. A column comes in pieces of half a megabyte
 * at most, so that whoever reads it can look at a token in between and nothing is held twice in memory.
 */
export type CanonicalColumn = Iterable<Uint8Array>;

const PIECE_VALUES = 65_536;

const head = (name: string, type: string, count: number): Uint8Array =>
  asciiBytes(`${asciiJson(name)}:${type}:${count}\n`);

/** Doubles. Every NaN is written as the same quiet NaN, as its bits may differ between runtimes. */
export function* float64Column(name: string, values: ArrayLike<number>): Generator<Uint8Array> {
  yield head(name, 'f64', values.length);
  for (let start = 0; start < values.length; start += PIECE_VALUES) {
    const count = Math.min(PIECE_VALUES, values.length - start);
    const view = new DataView(new ArrayBuffer(8 * count));
    for (let i = 0; i < count; i++) {
      const value = values[start + i]!;
      if (Number.isNaN(value)) view.setUint32(8 * i + 4, 0x7ff8_0000, true);
      else view.setFloat64(8 * i, value, true);
    }
    yield new Uint8Array(view.buffer);
  }
}

/** Whole numbers from −2^31 to 2^31 − 1. */
export function* int32Column(name: string, values: ArrayLike<number>): Generator<Uint8Array> {
  yield head(name, 'i32', values.length);
  for (let start = 0; start < values.length; start += PIECE_VALUES) {
    const count = Math.min(PIECE_VALUES, values.length - start);
    const view = new DataView(new ArrayBuffer(4 * count));
    for (let i = 0; i < count; i++) view.setInt32(4 * i, values[start + i]!, true);
    yield new Uint8Array(view.buffer);
  }
}

/** Texts as ASCII JSON strings (other characters as \u escapes), each ended by a line feed. */
export function* textColumn(name: string, values: readonly string[]): Generator<Uint8Array> {
  yield head(name, 'text', values.length);
  for (const value of values) yield asciiBytes(`${asciiJson(value)}\n`);
}
