import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, remainingTime } from '../../../src/renderer/format/duration';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const MINUTE = 60_000;

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [30, '< 0.1 s'],
    [300, '0.3 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_599_600, '1 h 00 m'],
    [3_720_000, '1 h 02 m'],
    [51 * 3_600_000, '2 d 03 h'],
  ])('shows %d ms as %s', (ms, text) => expect(plain(duration(ms))).toBe(text));
});

describe('remainingTime', () => {
  it.each([
    [1_000, 3_000, 'a few seconds'],
    [11_000, 18_000, '10–20 s'],
    [12_000, 12_000, '10–15 s'],
    [15_000, 15_000, '~15 s'],
    [4 * MINUTE, 6 * MINUTE, '4–6 min'],
    [50_000, 2 * MINUTE, '1–2 min'],
    [59_000, 61_000, '~1 min'],
    [100 * MINUTE, 170 * MINUTE, '1–3 h'],
    [50 * 60 * MINUTE, 70 * 60 * MINUTE, '2–3 d'],
  ])('says %d to %d ms as %s', (lowMs, highMs, text) => expect(plain(remainingTime({ lowMs, highMs }))).toBe(text));

  it('never promises an end before the low or names a range that runs backwards', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
        const numbers = remainingTime({ lowMs: a, highMs: b }).match(/\d+/g)?.map(Number) ?? [];
        if (numbers.length === 2) expect(numbers[0]).toBeLessThan(numbers[1] ?? 0);
      }),
    );
  });
});
