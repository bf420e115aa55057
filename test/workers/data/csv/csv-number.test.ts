import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '../../../../src/workers/data/csv/csv-number';

const parse = (text: string): number => {
  const bytes = new TextEncoder().encode(`x${text}y`);
  return parseDecimal(bytes, 1, bytes.length - 1);
};

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: least, maxLength: most }).map((list) => list.join(''));

test('any double in its shortest form reads back as the same double', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(String(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});

test('any decimal text gives the bits that Number gives', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', '-', '+'),
      digits(1, 20),
      digits(0, 24),
      fc.option(fc.integer({ min: -330, max: 320 })),
      (sign, whole, fraction, exponent) => {
        const text = `${sign}${whole}${fraction && `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`;
        expect(parse(text)).toBe(Number(text) + 0);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each(['', '-', '.', 'e5', '1e', '1e+', 'abc', '1,5', '1.2.3', '0x10', 'NaN', 'Infinity', '1 2', '--1', '1_000'])(
  '"%s" is not a number',
  (text) => {
    expect(parse(text)).toBeNaN();
  },
);

test('what is larger than a double can be is infinite, which no column accepts', () => {
  expect(parse('1e999')).toBe(Number.POSITIVE_INFINITY);
});
