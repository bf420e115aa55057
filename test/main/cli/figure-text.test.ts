import { describe, expect, it } from 'vitest';
import {
  durationText,
  figureText,
  percentText,
  remainingText,
  signedPercentText,
  table,
} from '../../../src/main/cli/figure-text';

describe('figures in a terminal', () => {
  it.each([
    [null, '–'],
    [Number.NaN, '–'],
    [0, '0'],
    [42, '42'],
    [-1_234_567, '-1234567'],
    [1 / 3, '0.3333'],
    [123.456, '123.5'],
    [1_234.567, '1234.57'],
    [0.00012345, '0.0001234'],
    [0.0000012345, '1.234e-6'],
    [-2.5, '-2.5'],
  ])('%s is %s', (value, text) => {
    expect(figureText(value)).toBe(text);
  });

  it('shares are percent, with their sign where it matters', () => {
    expect([percentText(0.4567), percentText(null), percentText(1, 0)]).toEqual(['45.67 %', '–', '100 %']);
    expect([0.1, -0.1, 0, null].map(signedPercentText)).toEqual(['+10.00 %', '-10.00 %', '0.00 %', '–']);
  });

  it.each([
    [0, '0 s'],
    [12_400, '12 s'],
    [59_600, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_599_700, '1 h 00 m'],
    [3_725_000, '1 h 02 m'],
  ])('%d ms are %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });

  it.each([
    [null, ''],
    [{ lowMs: 0, highMs: 400 }, 'about 1 s'],
    [{ lowMs: 12_000, highMs: 12_300 }, 'about 12 s'],
    [{ lowMs: 4_000, highMs: 89_000 }, '4–89 s'],
    [{ lowMs: 240_000, highMs: 360_000 }, '4–6 min'],
    [{ lowMs: 10_000, highMs: 95_000 }, '1–2 min'],
    [{ lowMs: 295_000, highMs: 305_000 }, 'about 5 min'],
    [{ lowMs: 5_400_000, highMs: 9_000_000 }, '1.5–2.5 h'],
    [{ lowMs: 7_190_000, highMs: 7_210_000 }, 'about 2.0 h'],
  ])('what remains of %j is "%s"', (remaining, text) => {
    expect(remainingText(remaining)).toBe(text);
  });

  it('tables are as wide as their widest cells, the first column to the left', () => {
    expect(table(['Name', 'N'], [['a', '1'], ['longer', '1000'], ['x']])).toEqual([
      'Name       N',
      '──────  ────',
      'a          1',
      'longer  1000',
      'x',
    ]);
  });
});
