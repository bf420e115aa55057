import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillMembership, membershipFault, membershipFunction } from '../../../src/engine/fuzzy/membership';
import type { MembershipShape, MembershipSpec } from '../../../src/engine/strategy/strategy';

const degrees = (shape: MembershipShape, parameters: number[], values: number[]): number[] =>
  values.map(membershipFunction({ shape, parameters }));

describe('shapes', () => {
  it('rises and falls straight between the corners of a triangle', () => {
    expect(degrees('triangular', [0, 10, 30], [-1, 0, 2.5, 10, 15, 30, 31])).toEqual([0, 0, 0.25, 1, 0.75, 0, 0]);
  });

  it('is 1 at the peak also where the peak lies on an end', () => {
    expect(degrees('triangular', [0, 10, 10], [5, 10, 10.001])).toEqual([0.5, 1, 0]);
    expect(degrees('triangular', [0, 0, 10], [-0.001, 0, 5])).toEqual([0, 1, 0.5]);
  });

  it('is flat on top of a trapezium', () => {
    expect(degrees('trapezoidal', [0, 2, 4, 8], [0, 1, 2, 3, 4, 6, 8])).toEqual([0, 0.5, 1, 1, 1, 0.5, 0]);
    expect(degrees('trapezoidal', [1, 1, 4, 4], [0.9, 1, 4, 4.1])).toEqual([0, 1, 1, 0]);
  });

  it('is a bell around the mean', () => {
    const [left, peak, right, far] = degrees('gaussian', [3, 2], [1, 3, 5, 1000]);
    expect(peak).toBe(1);
    expect(left).toBeCloseTo(0.6065306597126334, 15);
    expect(right).toBe(left);
    expect(far).toBe(0);
  });

  it.each([
    ['triangular', [0, 1, 2]],
    ['trapezoidal', [0, 1, 2, 3]],
    ['gaussian', [0, 1]],
  ] as const)('gives NaN for NaN and 0 for what is infinitely far: %s', (shape, parameters) => {
    const membership = membershipFunction({ shape, parameters });
    expect(membership(Number.NaN)).toBeNaN();
    expect(membership(Number.POSITIVE_INFINITY)).toBe(0);
    expect(membership(Number.NEGATIVE_INFINITY)).toBe(0);
  });
});

describe('properties', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const ordered = (count: number): fc.Arbitrary<number[]> =>
    fc.array(number, { minLength: count, maxLength: count }).map((values) => values.toSorted((a, b) => a - b));
  const spec: fc.Arbitrary<MembershipSpec> = fc
    .oneof(
      fc.record({ shape: fc.constant('triangular' as const), parameters: ordered(3) }),
      fc.record({ shape: fc.constant('trapezoidal' as const), parameters: ordered(4) }),
      fc.record({
        shape: fc.constant('gaussian' as const),
        parameters: fc.tuple(number, fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
      }),
    )
    .map((drawn): MembershipSpec => ({ name: 'any', ...drawn }))
    .filter((drawn) => membershipFault(drawn) === null);

  it('keeps every degree within 0 … 1', () => {
    fc.assert(
      fc.property(spec, fc.double({ noNaN: true }), number, (drawn, wild, tame) => {
        for (const value of [wild, tame, ...drawn.parameters]) {
          const degree = membershipFunction(drawn)(value);
          expect(degree >= 0 && degree <= 1).toBe(true);
        }
      }),
    );
  });

  it('is 1 at the peak', () => {
    fc.assert(
      fc.property(spec, (drawn) => {
        const peak = drawn.shape === 'gaussian' ? drawn.parameters[0]! : drawn.parameters[1]!;
        expect(membershipFunction(drawn)(peak)).toBe(1);
      }),
    );
  });

  it('fills its column of a matrix, and no other, with the same degrees', () => {
    fc.assert(
      fc.property(spec, fc.array(fc.oneof(number, fc.constant(Number.NaN))), (drawn, values) => {
        const output = new Float64Array(values.length * 3).fill(-1);
        fillMembership(drawn, Float64Array.from(values), output, 1, 3);
        const membership = membershipFunction(drawn);
        for (const [row, value] of values.entries()) {
          expect([...output.subarray(3 * row, 3 * row + 3)]).toEqual([-1, membership(value), -1]);
        }
      }),
    );
  });
});

describe('membershipFault', () => {
  it.each([
    ['triangular', [0, 1], 'a triangular membership takes 3 numbers [a, b, c], not 2'],
    ['triangular', [0, 2, 1], 'its numbers must not decrease, and 1 follows 2'],
    ['triangular', [1, 1, 1], 'its first number must be below its last'],
    ['trapezoidal', [0, 1, 2, Number.POSITIVE_INFINITY], 'its numbers must be finite'],
    ['gaussian', [0, 0], 'sigma must be above 0, not 0'],
    ['gaussian', [5, 1], null],
    ['trapezoidal', [0, 0, 1, 1], null],
  ] as const)('says what is wrong with %s %j', (shape, parameters, fault) => {
    expect(membershipFault({ shape, parameters })).toBe(fault);
  });
});
