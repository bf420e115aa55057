import { membershipFunction } from '../../engine/fuzzy/membership';
import type { FuzzySetSpec, MembershipSpec } from '../../engine/strategy/strategy';

export interface MembershipCurve {
  readonly name: string;
  readonly points: readonly (readonly [value: number, degree: number])[];
}

export interface FuzzySetCurves {
  readonly from: number;
  readonly to: number;
  readonly curves: readonly MembershipCurve[];
}

/** Where a membership is not flat: its corners, or three widths of a bell to both sides. */
function extentOf({ shape, parameters }: MembershipSpec): readonly [number, number] {
  const [first = 0, second = 0] = parameters;
  if (shape === 'gaussian') return [first - 3 * second, first + 3 * second];
  return [first, parameters.at(-1) ?? first];
}

const BELL_POINTS = 64;

/** The curves of a fuzzy set over the range on which any of them changes, computed by the engine itself. */
export function fuzzySetCurves(set: FuzzySetSpec): FuzzySetCurves {
  const extents = set.memberships.map(extentOf);
  const lowest = Math.min(...extents.map(([from]) => from));
  const highest = Math.max(...extents.map(([, to]) => to));
  const margin = (highest - lowest) * 0.04 || 1;
  const [from, to] = [lowest - margin, highest + margin];
  return { from, to, curves: set.memberships.map((one) => curveOf(one, from, to)) };
}

function curveOf(spec: MembershipSpec, from: number, to: number): MembershipCurve {
  const degree = membershipFunction(spec);
  const bends = spec.shape === 'gaussian' ? bellValues(spec) : cornerValues(spec, (to - from) * 1e-6);
  const inside = bends.filter((value) => value > from && value < to).sort((a, b) => a - b);
  return { name: spec.name, points: [from, ...inside, to].map((value) => [value, degree(value)] as const) };
}

/** Close together where the bell bends, however narrow it is beside the others; its middle is one of them. */
function bellValues({ parameters: [mean = 0, sigma = 1] }: MembershipSpec): readonly number[] {
  return Array.from({ length: BELL_POINTS + 1 }, (_, index) => mean + (index / BELL_POINTS - 0.5) * 8 * sigma);
}

/** A straight shape is exactly its corners; a step needs a point on both of its sides. */
const cornerValues = ({ parameters }: MembershipSpec, step: number): readonly number[] =>
  parameters.flatMap((corner) => [corner - step, corner, corner + step]);
