import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipFunction } from '../../../src/engine/fuzzy/membership';
import type { FuzzySetSpec, MembershipSpec } from '../../../src/engine/strategy/strategy';
import { axisTicks } from '../../../src/renderer/strategies/axis-ticks';
import { fuzzySetCurves } from '../../../src/renderer/strategies/membership-curves';

const setOf = (...memberships: MembershipSpec[]): FuzzySetSpec => ({
  id: 'zone',
  indicator: 'mom',
  output: 'rsi',
  memberships,
});

const finite = { noNaN: true, noDefaultInfinity: true, min: -1_000, max: 1_000 } as const;
const corners = (count: number) =>
  fc
    .uniqueArray(fc.double(finite), { minLength: count, maxLength: count })
    .map((values) => values.sort((a, b) => a - b))
    .filter((values) => (values.at(-1) ?? 0) - (values[0] ?? 0) > 1e-3);
const membership: fc.Arbitrary<MembershipSpec> = fc.oneof(
  corners(3).map((parameters) => ({ name: 'one', shape: 'triangular' as const, parameters })),
  corners(4).map((parameters) => ({ name: 'one', shape: 'trapezoidal' as const, parameters })),
  fc
    .tuple(fc.double(finite), fc.double({ noNaN: true, min: 0.01, max: 500 }))
    .map((parameters) => ({ name: 'one', shape: 'gaussian' as const, parameters })),
);

describe('fuzzySetCurves', () => {
  it('draws every membership through values the engine computes, from left to right', () => {
    fc.assert(
      fc.property(fc.array(membership, { minLength: 1, maxLength: 4 }), (memberships) => {
        const { from, to, curves } = fuzzySetCurves(setOf(...memberships));
        curves.forEach(({ points }, index) => {
          const degree = membershipFunction(memberships[index] as MembershipSpec);
          for (const [value, drawn] of points) expect(drawn).toBe(degree(value));
          expect(points.map(([value]) => value)).toEqual(points.map(([value]) => value).sort((a, b) => a - b));
          expect(points[0]?.[0]).toBe(from);
          expect(points.at(-1)?.[0]).toBe(to);
          expect(Math.max(...points.map(([, drawn]) => drawn))).toBeGreaterThan(0.9);
        });
      }),
    );
  });

  it('draws a step where two corners fall together', () => {
    const { curves } = fuzzySetCurves(setOf({ name: 'weak', shape: 'trapezoidal', parameters: [0, 0, 30, 45] }));
    const degrees = curves[0]?.points.filter(([value]) => Math.abs(value) < 0.01).map(([, degree]) => degree) ?? [];
    expect(degrees[0]).toBe(0);
    expect(degrees.at(-1)).toBe(1);
  });

  it('has room for a narrow bell beside a wide shape', () => {
    const { from, to } = fuzzySetCurves(
      setOf(
        { name: 'flat', shape: 'gaussian', parameters: [0, 1] },
        { name: 'up', shape: 'triangular', parameters: [0, 50, 100] },
      ),
    );
    expect(from).toBeLessThanOrEqual(-3);
    expect(to).toBeGreaterThanOrEqual(100);
  });
});

describe('axisTicks', () => {
  it('takes round values inside of the range', () => {
    expect(axisTicks(-4, 104, 5)).toEqual([0, 50, 100]);
    expect(axisTicks(-0.13, 0.34, 5)).toEqual([-0.1, 0, 0.1, 0.2, 0.3]);
    expect(axisTicks(1, 1, 5)).toEqual([]);
  });
});
