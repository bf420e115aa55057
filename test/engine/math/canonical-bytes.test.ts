import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiJson, asciiText } from '../../../src/engine/math/ascii-json';
import { type CanonicalColumn, float64Column, int32Column, textColumn } from '../../../src/engine/math/canonical-bytes';

const whole = (column: CanonicalColumn): Buffer => Buffer.concat([...column]);
const latin = (column: CanonicalColumn): string => whole(column).toString('latin1');

describe('canonical bytes', () => {
  test('doubles are written little-endian after a head that names them', () => {
    const bytes = whole(float64Column('w', [1, -2.5]));
    expect(bytes.toString('latin1', 0, 10)).toBe('"w":f64:2\n');
    const values = bytes.subarray(10);
    expect([values.readDoubleLE(0), values.readDoubleLE(8), values.length]).toEqual([1, -2.5, 16]);
  });

  test('every NaN is the same bytes', () => {
    const strange = new Float64Array(new BigUint64Array([0xfff8000000000123n]).buffer);
    expect(whole(float64Column('x', strange))).toEqual(whole(float64Column('x', [Number.NaN])));
    expect(whole(float64Column('x', strange)).subarray(-8).toString('hex')).toBe('000000000000f87f');
  });

  test('whole numbers are four bytes with sign', () => {
    expect(
      whole(int32Column('n', [1, -1]))
        .subarray(-8)
        .toString('hex'),
    ).toBe('01000000ffffffff');
  });

  test('texts are told apart whatever characters they hold', () => {
    expect(latin(textColumn('t', ['a', 'b\n"c']))).not.toBe(latin(textColumn('t', ['a\n"b', 'c'])));
    expect(latin(textColumn('t', ['é']))).toBe('"t":text:1\n"\\u00e9"\n');
  });

  test('the same values under another name or type are other bytes', () => {
    expect(latin(float64Column('a', [1]))).not.toBe(latin(float64Column('b', [1])));
    expect(latin(int32Column('a', []))).not.toBe(latin(float64Column('a', [])));
  });
});

describe('long columns', () => {
  test('come in pieces that together are the column', () => {
    const values = Float64Array.from({ length: 150_000 }, (_, i) => (i % 70_000 === 0 ? Number.NaN : i / 7));
    const pieces = [...float64Column('long', values)];
    expect(pieces.map((piece) => piece.length)).toEqual([18, 524_288, 524_288, 151_424]);
    const body = whole(pieces).subarray(18);
    for (const i of [1, 65_535, 65_536, 149_999]) expect(body.readDoubleLE(8 * i)).toBe(values[i]);
    expect(body.readDoubleLE(8 * 140_000)).toBeNaN();
    const whole32 = whole(int32Column('long', values.map(Math.floor).fill(0, 0, 1)));
    expect(whole32.readInt32LE(18 + 4 * 149_999)).toBe(Math.floor(149_999 / 7));
  });
});

describe('ASCII JSON', () => {
  test('carries any text through bytes and back', () => {
    const value = { name: 'Grüße 日本 😀', list: [1, null, 'x'.repeat(10_000)] };
    expect(JSON.parse(asciiText(asciiBytes(asciiJson(value))))).toEqual(value);
  });

  test('refuses bytes that are not ASCII and says where', () => {
    expect(() => asciiText(Uint8Array.of(65, 200))).toThrow('Byte 1 is not ASCII');
  });
});
