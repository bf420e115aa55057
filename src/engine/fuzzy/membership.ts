import { exp } from '../math/exp';
import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import type { MembershipSpec } from '../strategy/strategy';

/**
 * A membership function: the degree, 0 … 1, to which a value belongs to a fuzzy set. NaN in, NaN out.
 * Parameters are checked by the parser; see {@link membershipFault}.
 */
export type Membership = (value: number) => number;

/** 0 at or beyond a and c, 1 at b, straight in between. Where b equals a or c that side is a step that includes b. */
function triangular(a: number, b: number, c: number): Membership {
  return trapezoidal(a, b, b, c);
}

/** 0 at or beyond a and d, 1 from b to c, straight in between. */
function trapezoidal(a: number, b: number, c: number, d: number): Membership {
  return (value) => {
    if (value >= b && value <= c) return 1;
    if (value <= a || value >= d) return 0;
    // Only NaN and values strictly between a and b, or c and d, get here.
    return value < b ? (value - a) / (b - a) : (d - value) / (d - c);
  };
}

/** The bell exp(−((x − mean) / sigma)² / 2). */
function gaussian(mean: number, sigma: number): Membership {
  return (value) => {
    const distance = (value - mean) / sigma;
    return exp(-0.5 * distance * distance);
  };
}

export function membershipFunction(spec: Pick<MembershipSpec, 'shape' | 'parameters'>): Membership {
  const [p0 = Number.NaN, p1 = Number.NaN, p2 = Number.NaN, p3 = Number.NaN] = spec.parameters;
  switch (spec.shape) {
    case 'triangular':
      return triangular(p0, p1, p2);
    case 'trapezoidal':
      return trapezoidal(p0, p1, p2, p3);
    case 'gaussian':
      return gaussian(p0, p1);
  }
}

/** What the parameters of each shape are, for messages. */
export const MEMBERSHIP_PARAMETERS = {
  triangular: ['a', 'b', 'c'],
  trapezoidal: ['a', 'b', 'c', 'd'],
  gaussian: ['mean', 'sigma'],
} as const;

/** What is wrong with the parameters of a membership function, as the end of a sentence; null when nothing is. */
export function membershipFault(spec: Pick<MembershipSpec, 'shape' | 'parameters'>): string | null {
  const names = MEMBERSHIP_PARAMETERS[spec.shape];
  const given = spec.parameters;
  if (given.length !== names.length) {
    return `a ${spec.shape} membership takes ${names.length} numbers [${names.join(', ')}], not ${given.length}`;
  }
  if (!given.every(Number.isFinite)) return 'its numbers must be finite';
  if (spec.shape === 'gaussian') return given[1]! > 0 ? null : `sigma must be above 0, not ${given[1]}`;
  for (let i = 1; i < given.length; i++) {
    if (given[i]! < given[i - 1]!) return `its numbers must not decrease, and ${given[i]} follows ${given[i - 1]}`;
  }
  return given.at(-1)! > given[0]! ? null : 'its first number must be below its last';
}

/** Writes the degree of each value into `output` at `offset`, `offset + stride`, … */
export function fillMembership(
  spec: MembershipSpec,
  values: Float64Array,
  output: Float64Array,
  offset: number,
  stride: number,
  pulse: Pulse = noPulse,
): void {
  const membership = membershipFunction(spec);
  for (let i = 0; i < values.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    output[offset + i * stride] = membership(values[i]!);
  }
}
