import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amount,
  bytes,
  count,
  countOf,
  exact,
  figure,
  NO_FIGURE,
  ordinal,
  percent,
  progressPercent,
  signedPercent,
} from '../../../src/renderer/format/figure';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('figure', () => {
  it.each([
    [0, '0.000'],
    [1.1, '1.100'],
    [1.23456, '1.235'],
    [12.3456, '12.35'],
    [-123.456, '-123.5'],
    [1234.5, '1,235'],
    [9_999.4, '9,999'],
    [9_999.6, '10.00 k'],
    [103_412.57, '103.4 k'],
    [999_980, '1.00 M'],
    [1_234_567, '1.23 M'],
    [2_300_000_000, '2.30 bn'],
    [0.00005331, '0.00005331'],
    [0.5, '0.5000'],
    [0.99999, '1.000'],
    [-0.06, '-0.0600'],
    [0.002, '0.002'],
    [3e-10, '3.00 × 10^-10'],
  ])('shows %f as %s', (value, text) => expect(plain(figure(value))).toBe(text));

  it('shows a dash where there is no figure', () => {
    for (const nothing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(figure(nothing)).toBe(NO_FIGURE);
  });

  it('never shows more than four significant digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const digits = figure(value).split('\u00a0')[0]?.replace(/[^\d]/g, '').replace(/^0+/, '');
        expect(digits?.length ?? 0).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('is never off by more than half of its third digit', () => {
    const scales: Record<string, number> = { k: 1e3, M: 1e6, bn: 1e9, tn: 1e12 };
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e13, noNaN: true }), (value) => {
        const [digits = '', unit] = plain(figure(value)).split(' ');
        const shown = Number(digits.replaceAll(',', '')) * (unit ? (scales[unit] ?? Number.NaN) : 1);
        expect(Math.abs(shown / value - 1)).toBeLessThan(6e-3);
      }),
    );
  });
});

describe('percent', () => {
  it.each([
    [0.1423, '14.2 %'],
    [0.0142, '1.42 %'],
    [-0.5, '-50.0 %'],
    [1.2346, '123.5 %'],
    [12.5, '1,250 %'],
    [0, '0.00 %'],
  ])('shows %f as %s', (value, text) => expect(plain(percent(value))).toBe(text));

  it('shows the sign of a return, and none at zero', () => {
    expect([0.1423, -0.1423, 0, -0.000001].map(signedPercent).map(plain)).toEqual([
      '+14.2 %',
      '-14.2 %',
      '0.00 %',
      '0.00 %',
    ]);
  });

  it('does not call something done before it is', () => {
    expect(plain(progressPercent(99.99))).toBe('99 %');
    expect(plain(progressPercent(100))).toBe('100 %');
  });
});

describe('counts, amounts and full precision', () => {
  it('groups thousands', () => {
    expect(count(5104)).toBe('5,104');
    expect(plain(countOf(1, 'bar'))).toBe('1 bar');
    expect(plain(countOf(5104, 'bar'))).toBe('5,104 bars');
    expect(plain(countOf(2, 'entry', 'entries'))).toBe('2 entries');
  });

  it('keeps every digit when asked to be exact', () => {
    expect(plain(exact(-102411.566245))).toBe('-102,411.566245');
    expect(exact(null)).toBe(NO_FIGURE);
  });

  it('shows prices with the decimals their size needs', () => {
    expect(amount(1447.16)).toBe('1,447.16');
    expect(amount(1.31927)).toBe('1.31927');
    expect(amount(0.00005331)).toBe('0.000053310');
    expect(plain(amount(-2411.566245))).toBe('-2,411.57');
  });

  it('shows sizes in the unit that fits', () => {
    expect(plain(bytes(0))).toBe('0 B');
    expect(plain(bytes(1_500))).toBe('1.5 KB');
    expect(plain(bytes(143_000_000))).toBe('143 MB');
    expect(bytes(null)).toBe(NO_FIGURE);
  });

  it('counts places as English does', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '112th',
    ]);
  });
});
