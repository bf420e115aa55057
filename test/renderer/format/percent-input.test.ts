import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fractionOfPercent } from '../../../src/renderer/format/percent-input';

it('gives the fraction a person would write for a percentage', () => {
  expect([0, 0.05, 0.07, 0.1, 0.15, 1.1, 50].map(fractionOfPercent)).toEqual([
    0, 0.0005, 0.0007, 0.001, 0.0015, 0.011, 0.5,
  ]);
});

it('agrees with the decimal text for every percentage of four decimals', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500_000 }), (tenThousandths) => {
      expect(fractionOfPercent(tenThousandths / 10_000)).toBe(Number(`${tenThousandths}e-6`));
    }),
  );
});
