import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiJson, asciiText } from '../../../src/engine/math/ascii-json';
import { float64Column, int32Column, textColumn } from '../../../src/engine/math/canonical-bytes';

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('canonical bytes', () => {
  test('doubles are written little-endian after a head that names them', () => {
    const bytes = float64Column('w', [1, -2.5]);
    expect(latin(bytes.subarray(0, 10))).toBe('"w":f64:2\n');
    const values = Buffer.from(bytes).subarray(10);
    expect([values.readDoubleLE(0), values.readDoubleLE(8), values.length]).toEqual([1, -2.5, 16]);
  });

  test('every NaN is the same bytes', () => {
    const strange = new Float64Array(new BigUint64Array([0xfff8000000000123n]).buffer);
    expect(float64Column('x', strange)).toEqual(float64Column('x', [Number.NaN]));
    expect(Buffer.from(float64Column('x', strange)).subarray(-8).toString('hex')).toBe('000000000000f87f');
  });

  test('whole numbers are four bytes with sign', () => {
    expect(
      Buffer.from(int32Column('n', [1, -1]))
        .subarray(-8)
        .toString('hex'),
    ).toBe('01000000ffffffff');
  });

  test('texts are told apart whatever characters they hold', () => {
    expect(textColumn('t', ['a', 'b\n"c'])).not.toEqual(textColumn('t', ['a\n"b', 'c']));
    expect(latin(textColumn('t', ['é']))).toBe('"t":text:1\n"\\u00e9"\n');
  });

  test('the same values under another name or type are other bytes', () => {
    expect(float64Column('a', [1])).not.toEqual(float64Column('b', [1]));
    expect(latin(int32Column('a', []))).not.toBe(latin(float64Column('a', [])));
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
